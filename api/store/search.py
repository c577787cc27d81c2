"""Full text search by SQLite's FTS5: any text is safe, case and diacritics do not matter."""

from typing import Any

import numpy as np
import sqlalchemy as sa

from api.store.columns import Array
from api.store.tables import KINDS
from schemas.kinds import QUERIES
from schemas.queries import Words

MEMBERS: dict[str, tuple[str, ...]] = {
    kind: field.members
    for kind, query in QUERIES.items()
    for field in query.fields.values()
    if isinstance(field, Words)
}


def index_name(kind: str) -> str:
    """Return the name of a kind's index of words."""
    return f"{kind}_words"


def create(connection: sa.Connection) -> None:
    """Create the indexes of words."""
    for kind in KINDS:
        if kind in MEMBERS:
            connection.exec_driver_sql(
                f"CREATE VIRTUAL TABLE {index_name(kind)} USING fts5("
                "text, content='', tokenize='unicode61 remove_diacritics 2', prefix='3')"
            )


def insert(connection: sa.Connection, kind: str, rows: list[tuple[Any, ...]]) -> None:
    """Index texts under the numbers before them."""
    connection.exec_driver_sql(f"INSERT INTO {index_name(kind)} (rowid, text) VALUES (?, ?)", rows)


def places(engine: sa.Engine, kind: str, text: str) -> Array:
    """Return the places of the records of a kind that hold every word of a text."""
    name = index_name(kind)
    # One text of all numbers is read four times as fast as a row for each.
    statement = sa.text(f"SELECT group_concat(rowid) FROM {name} WHERE {name} MATCH :words")
    with engine.connect() as connection:
        found = connection.scalar(statement, {"words": expression(text)})
    return np.fromstring(found or "", np.int64, sep=",") - 1


def expression(text: str) -> str:
    """Return words as FTS5 takes them: each a quoted phrase, matched as a prefix."""
    words = text.replace("\0", " ").split()
    return " ".join('"' + word.replace('"', '""') + '"*' for word in words)
