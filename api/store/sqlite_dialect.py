"""Rows and words in SQLite: a concordance finds frequent words as soon as rare ones."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from api.store import lookup
from api.store.concordance import Concordance, Wording
from api.store.tables import SEARCHED, WORDS

holding = lookup.holding


def insert(connection: sa.Connection, table: sa.Table, rows: Sequence[tuple[Any, ...]]) -> None:
    """Insert many rows in the order of the columns, past what is done for a single one."""
    statement = sa.insert(table).compile(dialect=connection.dialect)
    connection.exec_driver_sql(str(statement), list(rows))


def settle(connection: sa.Connection, mark: int) -> None:
    """Mark the file."""
    connection.exec_driver_sql(f"PRAGMA user_version = {mark}")


class Words:
    """The words of all kinds that are searched, each kind in a concordance."""

    def __init__(self, connection: sa.Connection) -> None:
        self.connection = connection
        self.concordances = {kind: Concordance(kind) for kind in SEARCHED}
        WORDS.create(connection)

    def take(self, kind: str, told: Wording) -> None:
        """Take words, and insert them when there are enough."""
        concordance = self.concordances[kind]
        concordance.take(told)
        if concordance.is_enough:
            insert(self.connection, WORDS, concordance.rows())

    def finish(self) -> None:
        """Insert the words that are left."""
        for concordance in self.concordances.values():
            if rows := concordance.rows():
                insert(self.connection, WORDS, rows)


def words(connection: sa.Connection) -> Words:
    """Return what keeps words, with nothing in it."""
    return Words(connection)
