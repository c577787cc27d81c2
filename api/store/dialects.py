"""What differs by engine once a store is open: how rows come in, and how words are searched."""

from collections.abc import Sequence
from typing import Any, Protocol

import sqlalchemy as sa

from api.store import postgresql_dialect, sqlite_dialect

Rows = Sequence[tuple[Any, ...]]


class Dialect(Protocol):
    """An engine's way of doing what SQL has no common words for."""

    def insert(self, connection: sa.Connection, table: sa.Table, rows: Rows) -> None:
        """Insert many rows, each in the order of the table's columns."""

    def create_words(self, connection: sa.Connection, name: str) -> None:
        """Create an index of words, by `rowid`."""

    def insert_words(self, connection: sa.Connection, name: str, rows: Rows) -> None:
        """Index texts under the numbers before them."""

    def settle(self, connection: sa.Connection, words: Sequence[str], mark: int) -> None:
        """Finish the indexes of words once all is in, and mark the store."""

    def expression(self, words: Sequence[str]) -> str:
        """Return words as the engine takes them: each a phrase, matched as a prefix."""


DIALECTS: dict[str, Dialect] = {"sqlite": sqlite_dialect, "postgresql": postgresql_dialect}


def dialect_of(connection: sa.Connection) -> Dialect:
    """Return what is a connection's engine's own."""
    return DIALECTS[connection.dialect.name]
