"""A clause for SQL: that a number is one of many, which are sent as one value.

A parameter for each number costs SQLAlchemy more than the record that it finds costs the engine.
"""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from api.store.paging import render

NUMBERS = "rows"


class Numbers(sa.types.TypeDecorator[list[int]]):
    """Numbers as one value: an array in PostgreSQL, JSON in SQLite."""

    impl = sa.Text
    cache_ok = True

    def load_dialect_impl(self, dialect: sa.Dialect) -> sa.types.TypeEngine[Any]:
        """Return the type that the engine has for it."""
        if dialect.name == "postgresql":
            return dialect.type_descriptor(ARRAY(sa.Integer))
        return dialect.type_descriptor(sa.Text())

    def process_bind_param(self, value: list[int] | None, dialect: sa.Dialect) -> Any:
        """Return the numbers as the driver sends them."""
        return value if dialect.name == "postgresql" else render(value).decode()


class Among(FunctionElement[Any]):
    """The clause that a column is among the numbers that are given as `rows`."""

    name = "among"
    inherit_cache = True

    def __init__(self, column: sa.ColumnElement[int]) -> None:
        super().__init__(column, sa.bindparam(NUMBERS, type_=Numbers()))


@compiles(Among, "sqlite")
def in_json(element: Among, compiler: Any, **given: Any) -> str:
    """Return the clause as SQLite has it."""
    column, numbers = (compiler.process(clause, **given) for clause in element.clauses)
    return f"{column} IN (SELECT value FROM json_each({numbers}))"


@compiles(Among, "postgresql")
def in_array(element: Among, compiler: Any, **given: Any) -> str:
    """Return the clause as PostgreSQL has it."""
    column, numbers = (compiler.process(clause, **given) for clause in element.clauses)
    return f"{column} = ANY ({numbers})"
