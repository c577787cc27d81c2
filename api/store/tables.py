"""The tables, derived from what the schemas let a client ask for.

A kind has one table: its records as rendered JSON and, of what is listed, as rows of CSV, both as
bytes of UTF-8, and what changes are found by. A row is a version of a record, with the first and
the last edition that it lived in; editions are numbered from 0 in the order of the releases, and
the last of them is the draft. Versions of one record share its `root`, the first id that it had;
where they share `essence` too, nothing that is written by hand differs between them. Rows are
numbered from 1, `seq`, without a gap: in the usual order of lists, or as they come where they are
read from lines and are not positions.

What lists are selected, counted and ordered by, and what comparisons look at, is not in these
tables: each such member is one row of `columns`, which holds it of all records (see
`api.store.columns`). What texts are searched by is the engine's own (see `api.store.dialects`); in
SQLite it is in `words`: the records that hold a word, and at which place. No value is null; what is
not known is the empty text. Texts are compared by their bytes, as SQLite does, whatever the
language of a database.
"""

from collections.abc import Iterator
from functools import cache

import sqlalchemy as sa
from marshmallow import fields

from schemas.base import LASTING
from schemas.changes import OWNERS
from schemas.kinds import FROZEN, QUERIES, SCHEMAS, SERVED
from schemas.parameters import AnyOf, AtLeast, DateFilter, Facets, Flag, Sort, Words
from schemas.validity import AsOf

KINDS = tuple(dict.fromkeys([*SERVED, *FROZEN]))
DRAFT = "draft"
COMPARED = {"coverage": ("searched_until",)}
CHANGE = "change"
SEARCHED: dict[str, tuple[str, ...]] = {
    kind: field.members
    for kind, query in QUERIES.items()
    for field in query.fields.values()
    if isinstance(field, Words)
}
RANKS = {"positions": ("authority_rank", "attribution_rank")}

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")

metadata = sa.MetaData()


def is_plural(kind: str, member: str) -> bool:
    """Tell whether a member, such as `citations.source`, has many values."""
    return isinstance(SCHEMAS[kind].fields.get(member.partition(".")[0]), fields.List)


def asked_members(kind: str) -> Iterator[str]:
    """Return the members that a kind is queried or compared by."""
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
    members = dict.fromkeys(asked_members(kind))
    return tuple(member for member in members if is_plural(kind, member))


@cache
def single_members(kind: str) -> tuple[str, ...]:
    """Return the members of one value that a kind's query looks at."""
    members = dict.fromkeys(asked_members(kind))
    return tuple(one for one in members if one != "id" and not is_plural(kind, one))


@cache
def coded_members(kind: str) -> tuple[str, ...]:
    """Return the members of one value that have a column of codes."""
    return ("id", "first", "last", *single_members(kind), *RANKS.get(kind, ()))


def is_whole(kind: str, member: str) -> bool:
    """Tell whether the values of a member are numbers."""
    return isinstance(SCHEMAS[kind].fields[member], fields.Integer | fields.Boolean)


@cache
def compared_members(kind: str) -> tuple[str, ...]:
    """Return the members that tell in whose name, or how, a record changed."""
    shape = SCHEMAS[kind].fields
    told = (*OWNERS, CHANGE)
    return tuple(one for one in told if one in shape and not is_plural(kind, one))


def table_of(kind: str) -> sa.Table:
    """Return the table of a kind."""
    return sa.Table(
        kind,
        metadata,
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("id", TEXT, nullable=False),
        sa.Column("first", sa.Integer, nullable=False),
        sa.Column("last", sa.Integer, nullable=False),
        sa.Column("root", TEXT, nullable=False, index=True),
        sa.Column("essence", TEXT, nullable=False),
        *[sa.Column(member, TEXT, nullable=False) for member in compared_members(kind)],
        sa.Column("body", sa.LargeBinary, nullable=False),
        *([sa.Column("delimited", sa.LargeBinary, nullable=False)] if kind in QUERIES else []),
        sa.Index(f"{kind}_by_id", "id", "first", unique=True),
    )


def aliases_table_of(kind: str) -> sa.Table:
    """Return the table of the ids that the records of a kind had before."""
    return sa.Table(
        f"{kind}_aliases",
        metadata,
        sa.Column("value", TEXT, nullable=False),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Index(f"{kind}_by_alias", "value", "seq", unique=True),
    )


EDITIONS = sa.Table(
    "editions",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("name", TEXT, nullable=False, unique=True),
    sa.Column("folder", TEXT, nullable=False),
)
COLUMNS = sa.Table(
    "columns",
    metadata,
    sa.Column("kind", TEXT, primary_key=True),
    sa.Column("member", TEXT, primary_key=True),
    sa.Column("form", TEXT, nullable=False),
    sa.Column("codes", sa.LargeBinary, nullable=False),
    sa.Column("owners", sa.LargeBinary, nullable=False),
    sa.Column("known", TEXT, nullable=False),
)
WORDS = sa.Table(
    "words",
    sa.MetaData(),
    sa.Column("kind", TEXT, primary_key=True),
    sa.Column("word", TEXT, primary_key=True),
    sa.Column("part", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("records", sa.LargeBinary, nullable=False),
    sa.Column("places", sa.LargeBinary, nullable=False),
)
TABLES = {kind: table_of(kind) for kind in KINDS}
ALIASES = {kind: aliases_table_of(kind) for kind in LASTING}


def alive(kind: str) -> sa.ColumnElement[bool]:
    """Return the clause that a version of a record lived in the `edition` asked for."""
    edition: sa.BindParameter[int] = sa.bindparam("edition")
    return sa.and_(TABLES[kind].c.first <= edition, TABLES[kind].c.last >= edition)
