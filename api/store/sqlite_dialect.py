"""Rows in SQLite."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa


def insert(connection: sa.Connection, table: sa.Table, rows: Sequence[tuple[Any, ...]]) -> None:
    """Insert many rows in the order of the columns, past what is done for a single one."""
    statement = sa.insert(table).compile(dialect=connection.dialect)
    connection.exec_driver_sql(str(statement), list(rows))


def settle(connection: sa.Connection, mark: int) -> None:
    """Mark the file."""
    connection.exec_driver_sql(f"PRAGMA user_version = {mark}")
