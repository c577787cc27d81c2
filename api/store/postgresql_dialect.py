"""Rows and words in PostgreSQL: COPY, and vectors of the words that FTS5 would find.

PostgreSQL's own parser takes hosts, paths and numbers for single words, and folds as its locale
says. So words are told apart here, and it is given the result.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa

from api.store.words import words_in

MOST_PLACES = 255
LAST_PLACE = 16383


def insert(connection: sa.Connection, table: sa.Table, rows: Sequence[tuple[Any, ...]]) -> None:
    """Insert many rows, each in the order of the table's columns."""
    copy(connection, table.name, [column.name for column in table.columns], rows)


def create_words(connection: sa.Connection, name: str) -> None:
    """Create an index of words, by `rowid`."""
    connection.exec_driver_sql(f"CREATE TABLE {name} (rowid int PRIMARY KEY, text tsvector)")


def insert_words(connection: sa.Connection, name: str, rows: Sequence[tuple[Any, ...]]) -> None:
    """Index texts under the numbers before them."""
    copy(connection, name, ["rowid", "text"], ((number, vector(text)) for number, text in rows))


def settle(connection: sa.Connection, words: Sequence[str], mark: int) -> None:
    """Index the words once all are in; a schema is known by its name and needs no mark."""
    for name in words:
        connection.exec_driver_sql(f"CREATE INDEX {name}_by_word ON {name} USING gin (text)")


def copy(
    connection: sa.Connection, table: str, names: Sequence[str], rows: Iterable[Sequence[Any]]
) -> None:
    """Send rows by COPY; frozen, because nobody sees the table before it is whole."""
    quote = connection.dialect.identifier_preparer.quote
    columns = ", ".join(map(quote, names))
    statement = f"COPY {quote(table)} ({columns}) FROM STDIN WITH (FREEZE)"
    driver: Any = connection.connection.driver_connection
    with driver.cursor() as cursor, cursor.copy(statement) as sent:
        for row in rows:
            sent.write_row(row)


def vector(text: str) -> str:
    """Return the words of a text with their places, as a tsvector is written."""
    places: dict[str, list[str]] = defaultdict(list)
    for place, word in enumerate(words_in(text), 1):
        places[word].append(str(min(place, LAST_PLACE)))
    return " ".join(f"'{word}':{','.join(at[:MOST_PLACES])}" for word, at in places.items())


def expression(words: Sequence[str]) -> str:
    """Return words as a tsquery is written: each a phrase, matched as a prefix."""
    phrases = [words_in(word) for word in words]
    return " & ".join(
        "(" + " <-> ".join(f"'{word}'" for word in phrase) + ":*)" for phrase in phrases if phrase
    )
