"""How many positions there are of each group: counted by the database, paged like every list."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import sqlalchemy as sa

from api.store.cursors import decode, encode, fingerprint
from api.store.filters import clauses
from api.store.listing import Columns, Query, after, filters_of, ordering, parameters_of
from api.store.paging import Page, render
from api.store.store import Edition
from api.store.tables import TABLES, VALUES
from schemas.fields import Code, Reference
from schemas.groups import GroupSchema

KIND = "positions"
POSITIONS = TABLES[KIND].c
CITED = VALUES[KIND, "citations.source"].c
COMPUTED: dict[str, sa.ColumnElement[Any]] = {
    "source": CITED.value,
    "month": sa.func.substr(POSITIONS.said_on_latest, 1, 7),
    "year": sa.func.substr(POSITIONS.said_on_latest, 1, 4),
}
TARGETS = {
    name: field.target
    for name, field in GroupSchema().fields.items()
    if isinstance(field, Code | Reference)
}


class Grouping(NamedTuple):
    """What decides the statements of a list of groups: filters in use, members and order."""

    filters: tuple[str, ...]
    groups: tuple[str, ...]
    sort: tuple[str, ...]


def page(edition: Edition, query: Query) -> Page:
    """Return a page of groups; raise BadCursor."""
    grouping, given = grouping_of(query), parameters(edition, query)
    onward = cursor_parameters(query)
    with edition.engine.connect() as connection:
        rows = connection.execute(selecting(grouping, bool(onward)), given | onward).all()
        total = rows[0].total if rows else connection.scalar(counting(grouping), given)
    shown = rows[: query["limit"]]
    next = cursor_after(query, shown[-1]) if len(rows) > len(shown) else None
    bodies = [render(told(edition, grouping.groups, row)) for row in shown]
    return Page(bodies, total, filters_of(KIND, query), next)


def stream(edition: Edition, query: Query) -> Iterator[str]:
    """Return all groups, read while they are asked for."""
    grouping = grouping_of(query)
    with edition.engine.connect() as connection:
        for row in connection.execute(listing_all(grouping), parameters(edition, query)):
            yield render(told(edition, grouping.groups, row))


def told(edition: Edition, groups: Sequence[str], row: Any) -> dict[str, Any]:
    """Return a group with labels."""
    values = {name: row._mapping[name] for name in groups}
    record: dict[str, Any] = {"id": "|".join(values.values())}
    for name, value in values.items():
        record[name] = value
        if name in TARGETS:
            record[f"{name}_label"] = edition.known(TARGETS[name])[value]
    return record | {"count": row._mapping["count"]}


def grouping_of(query: Query) -> Grouping:
    """Return the list of groups that a query asks for."""
    return Grouping(tuple(filters_of(KIND, query)), tuple(query["group_by"]), tuple(query["sort"]))


def parameters(edition: Edition, query: Query) -> Query:
    """Return the parameters of a query's statements, but for the cursor's."""
    return parameters_of(KIND, query, edition.orders) | {"edition": edition.number}


def cursor_after(query: Query, row: Any) -> str:
    """Return the cursor after a group."""
    keys = [row._mapping[name] for name, _ in order(grouping_of(query))]
    return encode(mark_of(query), keys)


def cursor_parameters(query: Query) -> Query:
    """Return the parameters that a query's cursor holds; raise BadCursor."""
    if "cursor" not in query:
        return {}
    types = [int if name == "count" else str for name, _ in order(grouping_of(query))]
    key = decode(mark_of(query), query["cursor"], types)
    return {f"after_{place}": value for place, value in enumerate(key)}


def mark_of(query: Query) -> str:
    """Return the fingerprint by which a list of groups knows its cursors."""
    return fingerprint("groups", filters_of(KIND, query), query["group_by"], query["sort"])


def order(grouping: Grouping) -> list[tuple[str, bool]]:
    """Return what to sort by, each with whether it descends; all members, so that it is unique."""
    keys: dict[str, bool] = {}
    for word in (*grouping.sort, *grouping.groups):
        keys.setdefault(word.removeprefix("-"), word.startswith("-"))
    return list(keys.items())


@lru_cache(maxsize=1024)
def counting(grouping: Grouping) -> sa.Select[Any]:
    """Return the statement that counts the groups."""
    return sa.select(sa.func.count()).select_from(groups_of(grouping))


@lru_cache(maxsize=1024)
def selecting(grouping: Grouping, goes_on: bool) -> sa.Select[Any]:
    """Return the statement that selects `rows` groups, after a cursor if it goes on.

    Each row holds the number of all groups too.
    """
    groups = groups_of(grouping)
    found = sa.select(groups, sa.func.count().over().label("total")).subquery()
    columns = in_order(grouping, found)
    wanted = [after(columns)] if goes_on else []
    statement = sa.select(found).where(*wanted).order_by(*ordering(columns))
    return statement.limit(sa.bindparam("rows"))


@lru_cache(maxsize=1024)
def listing_all(grouping: Grouping) -> sa.Select[Any]:
    """Return the statement that selects all groups, in order."""
    found = groups_of(grouping)
    return sa.select(found).order_by(*ordering(in_order(grouping, found)))


def in_order(grouping: Grouping, found: sa.FromClause) -> Columns:
    """Return the columns of groups to sort by, each with whether it descends."""
    return [(found.c[name], down) for name, down in order(grouping)]


def groups_of(grouping: Grouping) -> sa.Subquery:
    """Return the groups with their counts; a position counts once for each source it cites."""
    shared = [shared_by(name).label(name) for name in grouping.groups]
    cites = [POSITIONS.seq == CITED.seq] if "source" in grouping.groups else []
    wanted = clauses(KIND, grouping.filters)
    positions = sa.select(*shared).where(*cites, *wanted).subquery()
    columns = [positions.c[name] for name in grouping.groups]
    return sa.select(*columns, sa.func.count().label("count")).group_by(*columns).subquery()


def shared_by(name: str) -> sa.ColumnElement[Any]:
    """Return the column of what positions are grouped by."""
    return COMPUTED[name] if name in COMPUTED else POSITIONS[name]
