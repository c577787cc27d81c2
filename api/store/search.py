"""Full text search: any text is safe, case and diacritics do not matter."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import GenericFunction

from api.store.dialects import DIALECTS, dialect_of
from api.store.tables import KINDS, TABLES
from schemas.kinds import QUERIES
from schemas.queries import Words

MEMBERS: dict[str, tuple[str, ...]] = {
    kind: field.members
    for kind, query in QUERIES.items()
    for field in query.fields.values()
    if isinstance(field, Words)
}


class Sought(sa.TypeDecorator[str]):
    """Words that are searched for, sent as the engine takes them."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: sa.Dialect) -> str:
        """Return the words as the engine takes them."""
        return DIALECTS[dialect.name].expression((value or "").replace("\0", " ").split())


class Holds(GenericFunction[Any]):
    """That an index of words holds what is sought; no type, for SQLite would compare it with 1."""

    inherit_cache = True


class OneOf(GenericFunction[Any]):
    """That a number is among those of a subquery, which is to be asked first."""

    inherit_cache = True


@compiles(Holds, "sqlite")
def match(element: Holds, compiler: SQLCompiler, **options: Any) -> str:
    """Return how SQLite asks an index of words."""
    return "{} MATCH {}".format(*parts(element, compiler, options))


@compiles(Holds, "postgresql")
def match_vector(element: Holds, compiler: SQLCompiler, **options: Any) -> str:
    """Return how PostgreSQL asks an index of words."""
    return "{} @@ CAST({} AS tsquery)".format(*parts(element, compiler, options))


@compiles(OneOf, "sqlite")
def among(element: OneOf, compiler: SQLCompiler, **options: Any) -> str:
    """Return how SQLite asks what a subquery finds."""
    return "{} IN {}".format(*parts(element, compiler, options))


@compiles(OneOf, "postgresql")
def among_array(element: OneOf, compiler: SQLCompiler, **options: Any) -> str:
    """Return how PostgreSQL asks it: as an array, for it cannot guess how many words begin so."""
    return "{} = ANY (ARRAY{})".format(*parts(element, compiler, options))


def parts(
    element: GenericFunction[Any], compiler: SQLCompiler, options: dict[str, Any]
) -> list[str]:
    """Return what a function is given, as SQL."""
    return [compiler.process(part, **options) for part in element.clauses]


def index_name(kind: str) -> str:
    """Return the name of a kind's index of words."""
    return f"{kind}_words"


def create(connection: sa.Connection) -> None:
    """Create the indexes of words."""
    for kind in KINDS:
        if kind in MEMBERS:
            dialect_of(connection).create_words(connection, index_name(kind))


def insert(connection: sa.Connection, kind: str, rows: list[dict[str, Any]]) -> None:
    """Index the `text` of rows under their `seq`."""
    dialect_of(connection).insert_words(connection, index_name(kind), rows)


def matches(kind: str, parameter: str) -> sa.ColumnElement[bool]:
    """Return the clause that a record holds all words in a parameter."""
    index = sa.table(index_name(kind), sa.column("rowid"), sa.column("text"))
    sought = Holds(index.c.text, sa.bindparam(parameter, type_=Sought()))
    found = sa.select(index.c.rowid).where(sought).scalar_subquery()
    return OneOf(TABLES[kind].c.seq, found)
