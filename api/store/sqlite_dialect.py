"""Rows and words in SQLite: FTS5 folds case and diacritics, and any text is safe."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa


def insert(connection: sa.Connection, table: sa.Table, rows: Sequence[dict[str, Any]]) -> None:
    """Insert many rows."""
    connection.execute(sa.insert(table), rows)


def create_words(connection: sa.Connection, name: str) -> None:
    """Create an index of words, by `rowid`."""
    connection.exec_driver_sql(
        f"CREATE VIRTUAL TABLE {name} USING fts5("
        "text, content='', tokenize='unicode61 remove_diacritics 2', prefix='3')"
    )


def insert_words(connection: sa.Connection, name: str, rows: Sequence[dict[str, Any]]) -> None:
    """Index the `text` of rows under their `seq`."""
    connection.execute(sa.text(f"INSERT INTO {name} (rowid, text) VALUES (:seq, :text)"), rows)


def expression(words: Sequence[str]) -> str:
    """Return words as FTS5 takes them: each a quoted phrase, matched as a prefix."""
    return " ".join('"' + word.replace('"', '""') + '"*' for word in words)
