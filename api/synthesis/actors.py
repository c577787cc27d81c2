"""Made-up parties, speakers, issues with provisions, events and searches: all have numbers."""

from collections.abc import Iterator
from itertools import cycle
from random import Random
from typing import Any

from api.synthesis.codes import Codes
from api.synthesis.days import COVERED, DAYS, MOMENTS, some
from api.synthesis.growth import PROVISIONS, weights
from api.synthesis.texts import sentence

Written = dict[str, Any]

PARTY_POWER, PROVISION_POWER = 1.2, 0.6
BLOCS = 5


def card(positions: int) -> Written:
    """Return the card of a made-up dataset."""
    return {
        "id": "dataset",
        "title": f"A made-up dataset of {positions} positions",
        "description": "Invented by a program to measure with; nobody holds any of it.",
        "licence": "CC0-1.0",
        "licence_url": "https://creativecommons.org/publicdomain/zero/1.0/",
        "quotes_note": "All quotes are invented.",
        "covers": COVERED,
        "moments": [dict(zip(("id", "label", "days"), one, strict=True)) for one in MOMENTS],
    }


def parties(count: int, codes: Codes) -> Iterator[Written]:
    """Return the parties; every fifth is of the bloc of the first."""
    kinds, roles = (cycle(codes.values[name]) for name in ("party_kind", "role"))
    for number in range(1, count + 1):
        bloc = ["party-1"] if number > 1 and number % BLOCS == 0 else []
        named = {"id": f"party-{number}", "name": f"Party {number}"}
        yield named | {"kind": next(kinds), "role": next(roles), "member_of": bloc}


def speakers(chance: Random, count: int, parties: int, codes: Codes) -> Iterator[Written]:
    """Return the speakers; a party that says more has more of them."""
    spoken_for = chance.choices(range(1, parties + 1), weights(parties, PARTY_POWER), k=count)
    for number, party in enumerate(spoken_for, 1):
        office = {"title": f"Office {number}", "authority": codes.draw(chance, "authority")}
        yield {
            "id": f"speaker-{number}",
            "name": f"Speaker {number}",
            "party": f"party-{party}",
            "offices": [office | {"since": DAYS[0]}],
        }


def issues(chance: Random, count: int) -> Iterator[Written]:
    """Return the issues, each with its provisions."""
    for number, provisions in zip(range(1, count + 1), cycle(PROVISIONS), strict=False):
        yield {
            "id": f"issue-{number}",
            "name": f"Issue {number}",
            "definition": sentence(chance, 40, 90),
            "provisions": [provision(number, place) for place in range(1, provisions + 1)],
        }


def provision(issue: int, place: int) -> Written:
    """Return a provision of an issue."""
    question = f"Is point {place} of issue {issue} part of a settlement?"
    return {"id": f"provision-{issue}-{place}", "question": question}


def events(
    chance: Random, count: int, parties: int, sources: int, codes: Codes
) -> Iterator[Written]:
    """Return the events in the order of their days."""
    for number, day in enumerate(some(chance, count), 1):
        took_part = chance.sample(range(1, parties + 1), min(parties, chance.randint(1, 3)))
        yield {
            "id": f"event-{number}",
            "title": f"Event {number}",
            "kind": codes.draw(chance, "event_kind"),
            "held_on": day,
            "place": f"Place {chance.randint(1, 40)}",
            "parties": [f"party-{one}" for one in took_part],
            "sources": [f"source-{chance.randint(1, sources)}"],
        }


def searches(chance: Random, parties: int, issues: int) -> Iterator[Written]:
    """Return a search for half of the issues for each party."""
    for number in range(1, parties + 1):
        sought = sorted(chance.sample(range(1, issues + 1), max(issues // 2, 1)))
        yield {
            "id": f"search-{number}",
            "party": f"party-{number}",
            "issues": [f"issue-{one}" for one in sought],
            "searched_from": DAYS[0],
            "searched_until": DAYS[-1],
            "scope": "Texts that do not exist.",
        }
