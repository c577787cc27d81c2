"""What differs by engine while a store is filled: how rows come in, and how it is marked."""

from collections.abc import Sequence
from typing import Any, Protocol

import sqlalchemy as sa

from api.store import postgresql_dialect, sqlite_dialect

Rows = Sequence[tuple[Any, ...]]


class Dialect(Protocol):
    """An engine's way of doing what SQL has no common words for."""

    def insert(self, connection: sa.Connection, table: sa.Table, rows: Rows) -> None:
        """Insert many rows, each in the order of the table's columns."""

    def settle(self, connection: sa.Connection, mark: int) -> None:
        """Mark the store once all is in."""


DIALECTS: dict[str, Dialect] = {"sqlite": sqlite_dialect, "postgresql": postgresql_dialect}


def dialect_of(connection: sa.Connection) -> Dialect:
    """Return what is a connection's engine's own."""
    return DIALECTS[connection.dialect.name]
