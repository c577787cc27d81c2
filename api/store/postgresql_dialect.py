"""Rows in PostgreSQL: COPY."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa


def insert(connection: sa.Connection, table: sa.Table, rows: Sequence[tuple[Any, ...]]) -> None:
    """Send rows, each in the order of the table's columns.

    They are frozen, because nobody sees the table before it is whole.
    """
    quote = connection.dialect.identifier_preparer.quote
    columns = ", ".join(quote(column.name) for column in table.columns)
    statement = f"COPY {quote(table.name)} ({columns}) FROM STDIN WITH (FREEZE)"
    driver: Any = connection.connection.driver_connection
    with driver.cursor() as cursor, cursor.copy(statement) as sent:
        for row in rows:
            sent.write_row(row)


def settle(connection: sa.Connection, mark: int) -> None:
    """Do nothing: a schema is known by its name and needs no mark."""
