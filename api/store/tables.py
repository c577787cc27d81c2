"""The tables, derived from what the schemas let a client ask for.

A kind has one table: its records as rendered JSON, and a column for each member that is filtered
or sorted by, or that a comparison looks at. A member with many values has a table of its own, one
row a value. Columns hold no nulls, so that every order is total; what is not known is the empty
text.

A row is a version of a record, with the first and the last edition that it lived in; editions are
numbered from 0 in the order of the releases, and the last of them is the draft. Versions of one
record share its `root`, the first id that it had; where they share `essence` too, nothing that is
written by hand differs between them.

The body comes last, so that SQLite reads the other columns of a row without it.
"""

from collections.abc import Iterator
from functools import cache
from typing import Any

import sqlalchemy as sa
from marshmallow import fields

from schemas.base import LASTING
from schemas.changes import OWNERS
from schemas.kinds import FROZEN, QUERIES, SCHEMAS, SERVED
from schemas.queries import AnyOf, AtLeast, DateFilter, Facets, Flag, Sort
from schemas.validity import AsOf

KINDS = tuple(dict.fromkeys([*SERVED, *FROZEN]))
DRAFT = "draft"
COMPARED = {"coverage": ("searched_until",)}
RANKS = {"positions": ("authority_rank", "attribution_rank")}

metadata = sa.MetaData()


def is_plural(kind: str, member: str) -> bool:
    """Tell whether a member, such as `citations.source`, has many values."""
    return isinstance(SCHEMAS[kind].fields[member.partition(".")[0]], fields.List)


def filtered_members(kind: str) -> Iterator[str]:
    """Return the members that a kind is looked up, queried or compared by."""
    if kind in LASTING:
        yield "aliases"
    for field in QUERIES[kind].fields.values() if kind in QUERIES else ():
        if isinstance(field, AnyOf | AtLeast):
            yield field.member
        elif isinstance(field, AsOf):
            yield from (f"{field.member}_latest", field.ended_by)
        elif isinstance(field, DateFilter):
            yield from (f"{field.member}_earliest", f"{field.member}_latest")
        elif isinstance(field, Flag):
            yield str(field.name)
        elif isinstance(field, Facets):
            yield from field.choices
        elif isinstance(field, Sort):
            yield from field.keys.values()
    yield from COMPARED.get(kind, ())
    yield from (member for member in OWNERS if member in SCHEMAS[kind].fields)


@cache
def plural_members(kind: str) -> tuple[str, ...]:
    """Return the members of many values that a kind's query looks at."""
    members = dict.fromkeys(filtered_members(kind))
    return tuple(member for member in members if is_plural(kind, member))


@cache
def single_members(kind: str) -> tuple[str, ...]:
    """Return the members of one value that a kind's query looks at."""
    members = dict.fromkeys(filtered_members(kind))
    return tuple(one for one in members if one != "id" and not is_plural(kind, one))


def column(kind: str, member: str) -> sa.Column[Any]:
    """Return the indexed column of a member."""
    whole = isinstance(SCHEMAS[kind].fields[member], fields.Integer | fields.Boolean)
    return sa.Column(member, sa.Integer if whole else sa.Text, nullable=False, index=True)


def table_of(kind: str) -> sa.Table:
    """Return the table of a kind."""
    return sa.Table(
        kind,
        metadata,
        sa.Column("seq", sa.Integer, primary_key=True),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("first", sa.Integer, nullable=False),
        sa.Column("last", sa.Integer, nullable=False),
        sa.Column("root", sa.Text, nullable=False, index=True),
        sa.Column("essence", sa.Text, nullable=False),
        *[column(kind, member) for member in single_members(kind)],
        *[sa.Column(rank, sa.Integer, nullable=False) for rank in RANKS.get(kind, ())],
        sa.Column("body", sa.Text, nullable=False),
        sa.UniqueConstraint("id", "first"),
    )


def values_table_of(kind: str, member: str) -> sa.Table:
    """Return the table of a member's many values."""
    name = f"{kind}_{member.replace('.', '_')}"
    return sa.Table(
        name,
        metadata,
        sa.Column("value", sa.Text, primary_key=True),
        sa.Column("seq", sa.Integer, primary_key=True),
        sa.Index(f"{name}_by_record", "seq", "value"),
    )


def headline_order(positions: sa.Table) -> tuple[sa.ColumnElement[Any], ...]:
    """Return what the codebook's rule `headline` orders the positions of a cell by."""
    told = positions.c
    return (told.authority_rank, told.said_on_latest.desc(), told.attribution_rank, told.id)


def headline_index(positions: sa.Table) -> sa.Index:
    """Return the index in the order of the rule, which holds all that comparisons count by."""
    told = positions.c
    lived = (told.superseded_on, told.first, told.last)
    counted = (told.issue, told.stance, told.attribution)
    order = headline_order(positions)
    return sa.Index("positions_by_cell", told.party, told.provision, *order, *lived, *counted)


EDITIONS = sa.Table(
    "editions",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("name", sa.Text, nullable=False, unique=True),
    sa.Column("folder", sa.Text, nullable=False),
)
TABLES = {kind: table_of(kind) for kind in KINDS}
HEADLINES = headline_index(TABLES["positions"])
VALUES = {
    (kind, member): values_table_of(kind, member)
    for kind in KINDS
    for member in plural_members(kind)
}


def alive(kind: str) -> sa.ColumnElement[bool]:
    """Return the clause that a version of a record lived in the `edition` asked for."""
    edition: sa.BindParameter[int] = sa.bindparam("edition")
    return sa.and_(TABLES[kind].c.first <= edition, TABLES[kind].c.last >= edition)
