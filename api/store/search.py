"""Full text search: any text is safe, case and diacritics do not matter."""

from functools import cache
from typing import Any

import numpy as np
import sqlalchemy as sa
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import GenericFunction

from api.store.columns import Array
from api.store.dialects import DIALECTS, Rows, dialect_of
from api.store.tables import KINDS
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


@compiles(Holds, "sqlite")
def match(element: Holds, compiler: SQLCompiler, **options: Any) -> str:
    """Return how SQLite asks an index of words."""
    return "{} MATCH {}".format(*parts(element, compiler, options))


@compiles(Holds, "postgresql")
def match_vector(element: Holds, compiler: SQLCompiler, **options: Any) -> str:
    """Return how PostgreSQL asks an index of words."""
    return "{} @@ CAST({} AS tsquery)".format(*parts(element, compiler, options))


def parts(element: Holds, compiler: SQLCompiler, options: dict[str, Any]) -> list[str]:
    """Return what a function is given, as SQL."""
    return [compiler.process(part, **options) for part in element.clauses]


def index_names() -> list[str]:
    """Return the names of all indexes of words."""
    return [index_name(kind) for kind in KINDS if kind in MEMBERS]


def index_name(kind: str) -> str:
    """Return the name of a kind's index of words."""
    return f"{kind}_words"


def create(connection: sa.Connection) -> None:
    """Create the indexes of words."""
    for name in index_names():
        dialect_of(connection).create_words(connection, name)


def insert(connection: sa.Connection, kind: str, rows: Rows) -> None:
    """Index texts under the numbers before them."""
    dialect_of(connection).insert_words(connection, index_name(kind), rows)


def places(engine: sa.Engine, kind: str, text: str) -> Array:
    """Return the places of the records of a kind that hold every word of a text."""
    with engine.connect() as connection:
        found = connection.scalar(holding(kind), {"words": text})
    return np.fromstring(found or "", np.int64, sep=",") - 1


@cache
def holding(kind: str) -> sa.Select[Any]:
    """Return the statement that selects the numbers of the records that hold all `words`.

    One text of all numbers is read four times as fast as a row for each.
    """
    index = sa.table(index_name(kind), sa.column("rowid"), sa.column("text"))
    sought = Holds(index.c.text, sa.bindparam("words", type_=Sought()))
    numbers = sa.func.aggregate_strings(sa.cast(index.c.rowid, sa.Text), ",")
    return sa.select(numbers).where(sought)
