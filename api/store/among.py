"""Rows by their numbers: however many, given to a statement as one value.

SQLAlchemy would make each number a parameter, which takes as long as to find its row.
"""

from typing import Any

import orjson
import sqlalchemy as sa
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

ROWS = "rows"


class Numbers(sa.TypeDecorator[list[int]]):
    """Some numbers as JSON, or as an array in PostgreSQL."""

    impl = sa.Text
    cache_ok = True

    def load_dialect_impl(self, dialect: sa.Dialect) -> sa.types.TypeEngine[Any]:
        """Return the type by which an engine takes them."""
        return sa.ARRAY(sa.Integer) if dialect.name == "postgresql" else sa.Text()

    def process_bind_param(self, value: list[int] | None, dialect: sa.Dialect) -> Any:
        """Return them as an engine takes them."""
        return value if dialect.name == "postgresql" else orjson.dumps(value).decode()


class Among(FunctionElement[Any]):
    """The clause that a number is one of some."""

    inherit_cache = True


def among(column: sa.ColumnElement[int]) -> Among:
    """Return the clause that the number in a column is one of the `rows` asked for."""
    return Among(column, sa.bindparam(ROWS, type_=Numbers()))


@compiles(Among)
def in_json(element: Among, compiler: SQLCompiler, **given: Any) -> str:
    """Return the clause for SQLite."""
    column, numbers = (compiler.process(one, **given) for one in element.clauses)
    return f"{column} IN (SELECT value FROM json_each({numbers}))"


@compiles(Among, "postgresql")
def in_array(element: Among, compiler: SQLCompiler, **given: Any) -> str:
    """Return the clause for PostgreSQL."""
    column, numbers = (compiler.process(one, **given) for one in element.clauses)
    return f"{column} = ANY ({numbers})"
