"""A query over a kind of record, as statements."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from api.store.cursors import decode, fingerprint
from api.store.filters import CLAUSES, Clause
from api.store.tables import TABLES
from schemas.kinds import QUERIES
from schemas.queries import Sort

Query = dict[str, Any]


class Listing:
    """A query over a kind, as statements."""

    def __init__(self, kind: str, query: Query, orders: dict[str, list[str]]) -> None:
        self.kind = kind
        self.table = TABLES[kind]
        self.fields = QUERIES[kind].fields
        self.query = query
        self.facets: list[str] = query.get("facets", [])
        self.clauses = [
            CLAUSES[type(field)](kind, field, query[name], orders)
            for name, field in self.fields.items()
            if name in query and type(field) in CLAUSES
        ]
        self.print = fingerprint(kind, self.filters(), query["sort"])

    def filters(self) -> Query:
        """Return the part of the query that selects."""
        return {
            name: value for name, value in self.query.items() if type(self.fields[name]) in CLAUSES
        }

    def counting(self) -> sa.Select[Any]:
        """Return the statement that counts all matches."""
        return sa.select(sa.func.count()).select_from(self.table).where(*self.clauses)

    def faceting(self, name: str) -> sa.Select[Any]:
        """Return the statement that counts the values of a member."""
        column, count = self.table.c[name], sa.func.count()
        statement = sa.select(column, count).where(*self.clauses).group_by(column)
        return statement.order_by(count.desc(), column)

    def selecting(self) -> sa.Select[Any]:
        """Return the statement that selects a page and one record more."""
        order = self.order()
        columns = [column for column, _ in order]
        ordered = [column.desc() if down else column.asc() for column, down in order]
        clauses = [*self.clauses, *self.after(order)]
        statement = sa.select(self.table.c.body, *columns).where(*clauses)
        return statement.order_by(*ordered).limit(self.query["limit"] + 1)

    def order(self) -> list[tuple[sa.Column[Any], bool]]:
        """Return the columns to sort by, each with whether it descends; the last one is unique."""
        columns = sort_columns(self.kind)
        keys = {word.removeprefix("-"): word.startswith("-") for word in self.query["sort"]}
        down = keys.pop("id", False)
        order = [(self.table.c[columns[key]], falling) for key, falling in keys.items()]
        return [*order, (self.table.c.id, down)]

    def after(self, order: list[tuple[sa.Column[Any], bool]]) -> list[Clause]:
        """Return the clause that a record comes after the cursor."""
        if "cursor" not in self.query:
            return []
        types = [column.type.python_type for column, _ in order]
        key = decode(self.print, self.query["cursor"], types)
        steps = []
        for place, (column, down) in enumerate(order):
            same = [order[i][0] == key[i] for i in range(place)]
            beyond = column < key[place] if down else column > key[place]
            steps.append(sa.and_(*same, beyond))
        return [sa.or_(*steps)]


def sort_columns(kind: str) -> Mapping[str, str]:
    """Return the columns that a kind's sort keys stand for."""
    sorts = [field for field in QUERIES[kind].fields.values() if isinstance(field, Sort)]
    return sorts[0].keys
