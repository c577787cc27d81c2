"""Rows and words in SQLite: FTS5 folds case and diacritics, and any text is safe."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa


def insert(connection: sa.Connection, table: sa.Table, rows: Sequence[tuple[Any, ...]]) -> None:
    """Insert many rows in the order of the columns, past what is done for a single one."""
    statement = sa.insert(table).compile(dialect=connection.dialect)
    connection.exec_driver_sql(str(statement), list(rows))


def create_words(connection: sa.Connection, name: str) -> None:
    """Create an index of words, by `rowid`."""
    connection.exec_driver_sql(
        f"CREATE VIRTUAL TABLE {name} USING fts5("
        "text, content='', tokenize='unicode61 remove_diacritics 2', prefix='3')"
    )


def insert_words(connection: sa.Connection, name: str, rows: Sequence[tuple[Any, ...]]) -> None:
    """Index texts under the numbers before them."""
    connection.exec_driver_sql(f"INSERT INTO {name} (rowid, text) VALUES (?, ?)", list(rows))


def settle(connection: sa.Connection, words: Sequence[str], mark: int) -> None:
    """Merge what was inserted into indexes of words bit by bit, and mark the file."""
    for name in words:
        connection.exec_driver_sql(f"INSERT INTO {name} ({name}) VALUES ('optimize')")
    connection.exec_driver_sql(f"PRAGMA user_version = {mark}")


def expression(words: Sequence[str]) -> str:
    """Return words as FTS5 takes them: each a quoted phrase, matched as a prefix."""
    return " ".join('"' + word.replace('"', '""') + '"*' for word in words)
