"""The tables of a release, as its schemas have them.

A kind has one table, with the columns of its CSV; a list of nested records that are no kind of
their own has one more, with a row for each item.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple

import marshmallow as ma
from marshmallow import fields

from schemas.base import RecordSchema
from schemas.columns import JOINED, cell, columns, is_joined
from schemas.fields import Day, Reference
from schemas.kinds import QUERIES, SCHEMAS

Served = dict[str, Any]
Row = tuple[Any, ...]

KINDS = tuple(kind for kind in QUERIES if kind != "releases")
TYPES: dict[type[fields.Field[Any]], type] = {
    fields.Boolean: bool,
    fields.Integer: int,
    fields.Float: float,
    Day: date,
}


class Column(NamedTuple):
    """A column: the type of its values, and the table whose `id` they are, if they are one."""

    name: str
    type: type
    description: str
    target: str | None = None


class Table(NamedTuple):
    """A table of the records of a kind, or of the items of one of their members."""

    name: str
    kind: str
    member: str | None
    description: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]

    def rows(self, records: Iterable[Served]) -> Iterator[Row]:
        """Return the rows of records of the table's kind; days are text."""
        shape = self.columns[len(self.key) :] if self.member else self.columns
        for record in records:
            if self.member is None:
                yield values(shape, record)
            else:
                for place, item in enumerate(record[self.member], 1):
                    yield (record["id"], place, *values(shape, item))


def values(shape: Iterable[Column], record: Served) -> Row:
    """Return what a record holds in some columns."""
    return tuple(cell(record, column.name) for column in shape)


def columns_of(shape: ma.Schema) -> tuple[Column, ...]:
    """Return the columns of a shape."""
    return tuple(column(shape, path, field) for path, field in columns(shape).items())


def column(shape: ma.Schema, path: str, field: fields.Field[Any]) -> Column:
    """Return the column at a path."""
    told = str(field.metadata["description"])
    if is_joined(shape, path):
        return Column(path, str, f"{told} Several are joined by `{JOINED}`.")
    held = next((held for form, held in TYPES.items() if isinstance(field, form)), str)
    target = field.target if isinstance(field, Reference) and field.target in KINDS else None
    return Column(path, held, told, target)


def table_of(kind: str) -> Table:
    """Return the table of a kind."""
    shape = SCHEMAS[kind]
    return Table(kind, kind, None, described(shape), columns_of(shape), ("id",))


def tables_within(kind: str) -> Iterator[Table]:
    """Return a table for each list of nested records of a kind that are no kind of their own."""
    shape = SCHEMAS[kind]
    for name, field in shape.fields.items():
        inner = field.inner if isinstance(field, fields.List) else None
        if isinstance(inner, fields.Nested) and not isinstance(inner.schema, RecordSchema):
            owner = Column(shape.noun, str, f"`id` of the {shape.noun}.", kind)
            place = Column("place", int, f"Its place among the `{name}`, from 1.")
            told = f"{described(inner.schema)} One row for each of the `{name}` of `{kind}`."
            held = (owner, place, *columns_of(inner.schema))
            yield Table(f"{kind}_{name}", kind, name, told, held, (owner.name, place.name))


def described(shape: ma.Schema) -> str:
    """Return what a shape says of itself."""
    return str(shape.Meta.description)  # type: ignore[attr-defined]


TABLES = tuple(table for kind in KINDS for table in (table_of(kind), *tables_within(kind)))
