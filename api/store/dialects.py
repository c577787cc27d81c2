"""What differs by engine: how rows come in, how a store is marked, how words are kept and found."""

from collections.abc import Sequence
from importlib import import_module
from typing import Any, Protocol, cast

import sqlalchemy as sa

from api.store.concordance import Wording
from api.store.marks import Mask
from api.store.words import Phrases

Rows = Sequence[tuple[Any, ...]]


class WordFiller(Protocol):
    """What keeps the words of records while a store is filled."""

    def take(self, kind: str, told: Wording) -> None:
        """Take the words of more records of a kind."""

    def finish(self) -> None:
        """Make what words are found by, once all are in."""


class Dialect(Protocol):
    """An engine's way of doing what SQL has no common words for."""

    def insert(self, connection: sa.Connection, table: sa.Table, rows: Rows) -> None:
        """Insert many rows, each in the order of the table's columns."""

    def settle(self, connection: sa.Connection, mark: int) -> None:
        """Mark the store once all is in."""

    def words(self, connection: sa.Connection) -> WordFiller:
        """Return what keeps words, with nothing in it."""

    def holding(self, connection: sa.Connection, kind: str, size: int, phrases: Phrases) -> Mask:
        """Tell of each of `size` records of a kind whether it holds all phrases."""


def dialect_of(connection: sa.Connection) -> Dialect:
    """Return what is a connection's engine's own; the others are not loaded."""
    return cast(Dialect, import_module(f"api.store.{connection.dialect.name}_dialect"))
