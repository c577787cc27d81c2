"""Answers as pictures: what a matrix or a timeline is asked for, drawn."""

import json
from typing import Any

from flask import request
from werkzeug.wrappers import Response

from api.http.answers import record_of
from api.http.envelope import words
from api.http.formats import PICTURED, wanted
from api.http.problems import Refused
from api.http.running import store
from api.http.usual import completed
from api.http.wording import day, many
from api.pictures.drawing import drawn, frame, permanent
from api.pictures.matrix import Table, table
from api.pictures.timeline import WIDTH, picture
from api.store.comparison import Comparison

Query = dict[str, Any]
Record = dict[str, Any]

MOST_CELLS, MOST_MARKS = 500, 2_000
NARROW = 20.0
PAGES, ENDS = ("limit", "cursor", "sort"), ("from", "to")
SELECTS = ("party", "issue", "provision", "as_of")


def asked_for() -> bool:
    """Tell whether a picture is asked for."""
    return wanted() in PICTURED


def matrix(query: Query) -> Response:
    """Answer with the picture of a matrix."""
    refuse_pages("party, issue or provision")
    chosen = completed(query)
    comparison = Comparison.of(store(), chosen)
    refuse_many(len(comparison.provisions) * len(chosen["party"]), MOST_CELLS, "cell")
    shown = {"party": chosen["party"], "issue": issues_of(comparison, chosen)}
    told = table(comparison, shown["party"], [record_of("issues", id) for id in shown["issue"]])
    address = permanent(
        "/", **{name: words(ids) for name, ids in shown.items()}, as_of=chosen["as_of"]
    )
    title = f"Who holds what on {day(chosen['as_of'])}"
    around = frame(title, address, told.width, told.height)
    return drawn("matrix", around, in_words(told), table=told)


def refuse_pages(choices: str) -> None:
    """Refuse what a page is asked for by."""
    for name in PAGES:
        if name in request.args:
            raise Refused(name, f"A picture shows everything; choose less by {choices}.")


def issues_of(comparison: Comparison, chosen: Query) -> list[str]:
    """Return the issues that are chosen, or else those of the chosen provisions."""
    return chosen.get("issue") or list(dict.fromkeys(one.issue for one in comparison.provisions))


def in_words(told: Table) -> str:
    """Return what a matrix shows to who hears it."""
    return " ".join(
        f"{' '.join(row.question)} {'; '.join(cell.told for cell in row.cells)}."
        for section in told.sections
        for row in section.rows
    )


def timeline(query: Query) -> Response:
    """Answer with the picture of a timeline."""
    refuse_pages("party, issue or days")
    told = picture(*happened(query))
    title = f"{subject(query)}{f', {told.scale.period}' if told else ''}"
    around = frame(title, leading_on(query), WIDTH, told.height if told else NARROW)
    return drawn("timeline", around, told.in_words if told else "", picture=told)


def happened(query: Query) -> tuple[list[Record], list[Record]]:
    """Return the positions and the events that a timeline holds; refuse too many."""
    refuse_many(number_said(query), MOST_MARKS, "mark")
    found = store().timeline(query | {"sort": ["day"], "limit": MOST_MARKS})
    refuse_many(found.total, MOST_MARKS, "day")
    days = [json.loads(body) for body in found.bodies]
    said, events = ([one for day in days for one in day[kind]] for kind in ("positions", "events"))
    return said, events


def number_said(query: Query) -> int:
    """Return how many positions a timeline may hold: those that may be dated within its days."""
    same = {name: query[name] for name in SELECTS if name in query}
    within = {f"said_{end}": query[f"day_{end}"] for end in ENDS if f"day_{end}" in query}
    return store().page("positions", same | within | {"sort": ["said_on"], "limit": 1}).total


def subject(query: Query) -> str:
    """Return what a timeline is about, by name."""
    issues, provisions, parties = (
        [store().known(kind)[id] for id in query.get(name, ())]
        for name, kind in (("issue", "issues"), ("provision", "provisions"), ("party", "parties"))
    )
    whose = f" of {joined(parties)}" if parties else ""
    about = f" on {joined(issues)}" if issues else ""
    return f"{' '.join(provisions) or f'Positions{whose}{about}'}"


def joined(names: list[str]) -> str:
    """Return names as a sentence lists them."""
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def leading_on(query: Query) -> str:
    """Return the address of the page that tells most of what a timeline shows."""
    issues = query.get("issue", ())
    return permanent(f"/issues/{issues[0]}" if len(issues) == 1 else "/issues")


def refuse_many(count: int, most: int, noun: str) -> None:
    """Refuse a picture of more than can be looked at."""
    if count > most:
        told = f"A picture holds at most {many(most, noun)}; this would have {count:,}."
        raise Refused("party", f"{told} Choose fewer parties, issues or provisions.")
