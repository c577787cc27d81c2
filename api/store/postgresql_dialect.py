"""Rows and words in PostgreSQL: COPY, and its full text search."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.schema import CreateIndex, CreateTable

from api.store import vectors
from api.store.concordance import Wording
from api.store.tables import SEARCHED

holding = vectors.holding


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


class Words:
    """The words of all kinds that are searched, each kind in a table of vectors."""

    def __init__(self, connection: sa.Connection) -> None:
        self.connection = connection
        for kind in SEARCHED:
            connection.execute(CreateTable(vectors.table_of(kind)))

    def take(self, kind: str, told: Wording) -> None:
        """Send the words of more records of a kind."""
        insert(self.connection, vectors.table_of(kind), list(vectors.rows(told)))

    def finish(self) -> None:
        """Index the words: to sort once takes least time."""
        for kind in SEARCHED:
            self.connection.execute(CreateIndex(vectors.index_of(kind)))


def words(connection: sa.Connection) -> Words:
    """Return what keeps words, with nothing in it."""
    return Words(connection)
