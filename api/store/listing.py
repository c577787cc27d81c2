"""The statements behind a list, each built once for all values that its filters may be given."""

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Any, NamedTuple

import sqlalchemy as sa

from api.store.cursors import decode, encode, fingerprint
from api.store.filters import FILTERS, Clause, Orders, clauses
from api.store.tables import TABLES
from schemas.kinds import QUERIES
from schemas.queries import Sort

Query = dict[str, Any]
Columns = Sequence[tuple[sa.ColumnElement[Any], bool]]


class Listing(NamedTuple):
    """What decides the statements of a list: its kind, the filters in use and the order."""

    kind: str
    filters: tuple[str, ...]
    sort: tuple[str, ...]


def listing_of(kind: str, query: Query) -> Listing:
    """Return the list that a query asks for."""
    return Listing(kind, tuple(filters_of(kind, query)), tuple(query["sort"]))


def filters_of(kind: str, query: Query) -> Query:
    """Return the part of a query that selects."""
    return {name: query[name] for name in filter_names(kind) if name in query}


def parameters_of(kind: str, query: Query, orders: Orders) -> Query:
    """Return the parameters of a query's statements, but for the cursor's."""
    fields = QUERIES[kind].fields
    given = filters_of(kind, query)
    return {
        name: FILTERS[type(fields[name])].value(fields[name], value, orders)
        for name, value in given.items()
    } | {"rows": query["limit"] + 1}


def mark_of(kind: str, query: Query) -> str:
    """Return the fingerprint by which a list knows its cursors."""
    return fingerprint(kind, filters_of(kind, query), query["sort"])


def cursor_after(kind: str, query: Query, row: Any) -> str:
    """Return the cursor after a row of a page."""
    return encode(mark_of(kind, query), list(row[2:]))


def cursor_parameters(kind: str, query: Query) -> Query:
    """Return the parameters that a query's cursor holds; raise BadCursor."""
    if "cursor" not in query:
        return {}
    types = [column.type.python_type for column, _ in order(listing_of(kind, query))]
    key = decode(mark_of(kind, query), query["cursor"], types)
    return {f"after_{place}": value for place, value in enumerate(key)}


@cache
def filter_names(kind: str) -> list[str]:
    """Return the parameters of a kind's query that select."""
    return [name for name, field in QUERIES[kind].fields.items() if type(field) in FILTERS]


@lru_cache(maxsize=1024)
def counting(listing: Listing) -> sa.Select[Any]:
    """Return the statement that counts all matches."""
    matches = (
        sa.select(TABLES[listing.kind].c.seq)
        .where(*clauses(listing.kind, listing.filters))
        .subquery()
    )
    return sa.select(sa.func.count()).select_from(matches)


@lru_cache(maxsize=1024)
def faceting(listing: Listing, name: str) -> sa.Select[Any]:
    """Return the statement that counts the values of a member, most frequent first."""
    column, count = TABLES[listing.kind].c[name], sa.func.count()
    statement = (
        sa.select(column, count).where(*clauses(listing.kind, listing.filters)).group_by(column)
    )
    return statement.order_by(count.desc(), column)


@lru_cache(maxsize=1024)
def selecting(listing: Listing, goes_on: bool) -> sa.Select[Any]:
    """Return the statement that selects `rows` records, after a cursor if it goes on.

    Each row holds the record, the number of all matches, and the keys that the row is sorted by.
    """
    columns = order(listing)
    wanted = [*clauses(listing.kind, listing.filters), *([after(columns)] if goes_on else [])]
    total = counting(listing).scalar_subquery()
    keys = [column for column, _ in columns]
    statement = sa.select(TABLES[listing.kind].c.body, total, *keys)
    return statement.where(*wanted).order_by(*ordering(columns)).limit(sa.bindparam("rows"))


@lru_cache(maxsize=1024)
def listing_all(listing: Listing) -> sa.Select[Any]:
    """Return the statement that selects all records, in order."""
    statement = sa.select(TABLES[listing.kind].c.body).where(
        *clauses(listing.kind, listing.filters)
    )
    return statement.order_by(*ordering(order(listing)))


def order(listing: Listing) -> Columns:
    """Return the columns to sort by, each with whether it descends; the last one is unique."""
    table = TABLES[listing.kind]
    keys = {word.removeprefix("-"): word.startswith("-") for word in reversed(listing.sort)}
    down = keys.pop("id", False)
    columns = sort_field(listing.kind).keys
    first = [(table.c[columns[key]], falls) for key, falls in reversed(keys.items())]
    return [*first, (table.c.id, down)]


def ordering(columns: Columns) -> list[sa.ColumnElement[Any]]:
    """Return the columns to sort by, each with its direction."""
    return [column.desc() if down else column.asc() for column, down in columns]


def after(columns: Columns) -> Clause:
    """Return the clause that a record comes after the one with the cursor's keys."""
    steps = []
    for place, (column, down) in enumerate(columns):
        same = [columns[i][0] == sa.bindparam(f"after_{i}") for i in range(place)]
        key: sa.BindParameter[Any] = sa.bindparam(f"after_{place}")
        steps.append(sa.and_(*same, column < key if down else column > key))
    return sa.or_(*steps)


def sort_field(kind: str) -> Sort:
    """Return the parameter by which a kind is sorted."""
    return next(field for field in QUERIES[kind].fields.values() if isinstance(field, Sort))
