"""The days of a timeline: one statement finds them, two fetch what happened on them."""

from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from typing import Any

import sqlalchemy as sa

from api.store.cursors import decode, encode, fingerprint
from api.store.filters import FILTERS, Clause, clauses
from api.store.paging import Page
from api.store.tables import TABLES, VALUES, alive
from schemas.timeline import TimelineQuery

Query = dict[str, Any]

POSITIONS, EVENTS = TABLES["positions"].c, TABLES["events"].c
SUBJECTS = ("issue", "provision")
SELECTS = ("party", *SUBJECTS, "as_of")
BOUNDS = ("day_from", "day_to")


def page(connection: sa.Connection, edition: int, query: Query) -> Page:
    """Return some days of what a query selects; raise BadCursor."""
    names, down = names_of(query), query["sort"][0] == "-day"
    filters = {name: query[name] for name in names}
    mark = fingerprint("timeline", filters, down)
    given = parameters(filters) | {"rows": query["limit"] + 1, "edition": edition}
    after = {"after": decode(mark, query["cursor"], [str])[0]} if "cursor" in query else {}
    rows = connection.execute(days(names, down, bool(after)), given | after).all()
    total = rows[0].total if rows else connection.scalar(counting(names), given)
    shown = [row.day for row in rows[: query["limit"]]]
    next = encode(mark, [shown[-1]]) if len(rows) > len(shown) else None
    return Page(read(connection, names, given, shown), total, filters, next)


def read(
    connection: sa.Connection, names: tuple[str, ...], given: Query, shown: list[str]
) -> list[str]:
    """Return days as JSON, each with its events and positions."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for kind in ("events", "positions"):
        for day, body in connection.execute(bodies(kind, names), given | {"days": shown}):
            found[day, kind].append(body)
    return [
        f'{{"id":"{day}","events":{array(found[day, "events"])},'
        f'"positions":{array(found[day, "positions"])}}}'
        for day in shown
    ]


def array(items: Iterable[str]) -> str:
    """Return JSON texts as a JSON array."""
    return f"[{','.join(items)}]"


def parameters(filters: Query) -> Query:
    """Return the parameters of the statements for what a query selects."""
    fields = TimelineQuery().fields
    return {
        name: FILTERS[type(fields[name])].value(fields[name], value, {})
        for name, value in filters.items()
    }


def names_of(query: Query) -> tuple[str, ...]:
    """Return the parameters of a query that select."""
    return tuple(name for name in (*SELECTS, *BOUNDS) if name in query)


@cache
def days(names: tuple[str, ...], down: bool, goes_on: bool) -> sa.Select[Any]:
    """Return the statement that selects `rows` days and the number of all."""
    found = all_days(names)
    day = found.c.day
    wanted = [day < sa.bindparam("after") if down else day > sa.bindparam("after")]
    total = sa.select(sa.func.count()).select_from(found).scalar_subquery().label("total")
    statement = sa.select(day, total).where(*wanted if goes_on else [])
    return statement.order_by(day.desc() if down else day).limit(sa.bindparam("rows"))


@cache
def counting(names: tuple[str, ...]) -> sa.Select[Any]:
    """Return the statement that counts all days."""
    return sa.select(sa.func.count()).select_from(all_days(names))


def all_days(names: tuple[str, ...]) -> sa.Subquery:
    """Return the days of all that a query selects."""
    said = sa.select(POSITIONS.said_on_latest.label("day")).where(*positions_clauses(names))
    held = sa.select(EVENTS.held_on_latest.label("day")).where(*events_clauses(names))
    every = said.union(held).subquery()
    bounds = {
        "day_from": every.c.day >= sa.bindparam("day_from"),
        "day_to": every.c.day <= sa.bindparam("day_to"),
    }
    within = [clause for name, clause in bounds.items() if name in names]
    return sa.select(every.c.day).where(*within).subquery()


@cache
def bodies(kind: str, names: tuple[str, ...]) -> sa.Select[Any]:
    """Return the statement that selects the records of a kind on `days`, with their day."""
    day = {"positions": POSITIONS.said_on_latest, "events": EVENTS.held_on_latest}[kind]
    wanted = positions_clauses(names) if kind == "positions" else events_clauses(names)
    chosen = day.in_(sa.bindparam("days", expanding=True))
    table = TABLES[kind].c
    return sa.select(day, table.body).where(*wanted, chosen).order_by(table.id)


def positions_clauses(names: tuple[str, ...]) -> list[Clause]:
    """Return what selects positions: the same filters as in their own list."""
    return clauses("positions", [name for name in SELECTS if name in names])


def events_clauses(names: tuple[str, ...]) -> list[Clause]:
    """Return what selects events: the occasions of positions, or all in which a party took part.

    With a subject only the former; none that came after the day of validity.
    """
    occasion = EVENTS.id.in_(sa.select(POSITIONS.event).where(*positions_clauses(names)))
    past = [EVENTS.held_on_latest <= sa.bindparam("as_of")] if "as_of" in names else []
    always = [alive("events"), *past]
    if any(name in names for name in SUBJECTS):
        return [*always, occasion]
    return [*always, sa.or_(occasion, took_part())] if "party" in names else always


def took_part() -> Clause:
    """Return what selects the events in which some parties took part."""
    parties = VALUES["events", "parties"].c
    present = parties.value.in_(sa.bindparam("party", expanding=True))
    return EVENTS.seq.in_(sa.select(parties.seq).where(present))
