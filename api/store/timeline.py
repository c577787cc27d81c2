"""The days of a timeline, each with what was said and what took place on it."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from api.store.cursors import decode, encode, fingerprint
from api.store.filters import FILTERS
from api.store.marks import Marks
from api.store.paging import Page
from api.store.selection import Selection, Selections
from schemas.timeline import TimelineQuery

Query = dict[str, Any]

SUBJECTS = ("issue", "provision")
SELECTS = ("party", *SUBJECTS, "as_of")
BOUNDS = ("day_from", "day_to")
DATES = {"events": "held_on_latest", "positions": "said_on_latest"}


def page(selections: Selections, query: Query) -> Page:
    """Return some days of what a query selects; raise BadCursor."""
    down = query["sort"][0] == "-day"
    filters = {name: query[name] for name in (*SELECTS, *BOUNDS) if name in query}
    mark = fingerprint("timeline", filters, down)
    after = decode(mark, query["cursor"], [str])[0] if "cursor" in query else None
    found = {"events": held(selections, filters), "positions": said(selections, filters)}
    days = days_within(found, filters)
    ahead = onward(days[::-1] if down else days, after, down)
    shown = ahead[: query["limit"]]
    next = encode(mark, [shown[-1]]) if len(ahead) > len(shown) else None
    return Page(read(found, shown), len(days), filters, next)


def onward(days: list[str], after: Any, down: bool) -> list[str]:
    """Return the days after a day, or all; they descend or not."""
    return [day for day in days if after is None or (day < after if down else day > after)]


def said(selections: Selections, filters: Query) -> Selection:
    """Return what selects positions: the same filters as in their own list."""
    return selections.of("positions", {name: filters[name] for name in SELECTS if name in filters})


def held(selections: Selections, filters: Query) -> Selection:
    """Return what selects events: the occasions of positions, or all in which a party took part.

    With a subject only the former; none that came after the day of validity.
    """
    events = selections.of("events", {})
    if "as_of" in filters:
        events = events.where(events.column(DATES["events"]).until(filters["as_of"]))
    if any(name in filters for name in SUBJECTS):
        return events.where(occasions(events, said(selections, filters)))
    if "party" in filters:
        present = selections.of("events", {"party": filters["party"]})
        return events.where(occasions(events, said(selections, filters)) | present.marked())
    return events


def occasions(events: Selection, positions: Selection) -> Marks:
    """Mark the events on which some positions were said."""
    known = positions.column("event").known
    return events.column("id").having([known[code] for code in np.unique(positions.codes("event"))])


def days_within(found: Mapping[str, Selection], filters: Query) -> list[str]:
    """Return the days of all that is selected, in order, within the bounds that are given."""
    days = set()
    for kind, selection in found.items():
        known = selection.column(DATES[kind]).known
        days |= {known[code] for code in np.unique(selection.codes(DATES[kind]))}
    first, last = (bound(name, filters) for name in BOUNDS)
    return sorted(day for day in days if (first or day) <= day <= (last or day))


def bound(name: str, filters: Query) -> str | None:
    """Return the day that a bound means, if it is given."""
    if name not in filters:
        return None
    field = TimelineQuery().fields[name]
    return str(FILTERS[type(field)].value(field, filters[name], {}))


def read(found: Mapping[str, Selection], shown: list[str]) -> list[bytes]:
    """Return days as JSON, each with its events and positions."""
    told: dict[tuple[str, str], list[bytes]] = defaultdict(list)
    for kind, selection in found.items():
        for day, body in on_days(selection, DATES[kind], shown):
            told[day, kind].append(body)
    return [
        b'{"id":"%b","events":[%b],"positions":[%b]}'
        % (day.encode(), *[b",".join(told[day, kind]) for kind in ("events", "positions")])
        for day in shown
    ]


def on_days(selection: Selection, date: str, shown: list[str]) -> Iterator[tuple[str, bytes]]:
    """Return the records of some days as JSON, by id, each after its day."""
    column = selection.column(date)
    chosen = selection.where(column.having(shown))
    order = np.argsort(chosen.codes("id"))
    days = [column.known[code] for code in chosen.codes(date)[order]]
    return zip(days, chosen.bodies(chosen.places()[order]), strict=True)
