"""Which records hold words: asked of a concordance, which has for each word its records and places.

A word that stands alone, like the last of those that stand together, is found from its beginning.
"""

from functools import cache
from typing import Any

import numpy as np
import sqlalchemy as sa

from api.store.marks import Array, Mask
from api.store.tables import WORDS
from api.store.words import Phrases

LAST_LETTER = "\U0010ffff"
PLACES = 2**16


def holding(connection: sa.Connection, kind: str, size: int, phrases: Phrases) -> Mask:
    """Tell of each of `size` records of a kind whether it holds all phrases."""
    marks = np.ones(size, bool)
    for phrase in phrases:
        found = np.zeros(size, bool)
        found[records_with(connection, kind, phrase)] = True
        marks &= found
    return marks


def records_with(connection: sa.Connection, kind: str, phrase: list[str]) -> Array:
    """Return the places of the records that hold some words in a row."""
    *whole, last = phrase
    if not whole:
        return joined(asked(connection, records_of(), kind, last, last + LAST_LETTER), 0, "<u4")
    spots = spots_of(connection, kind, whole[0], whole[0])
    for word in whole[1:]:
        spots = following(spots, spots_of(connection, kind, word, word))
    return following(spots, spots_of(connection, kind, last, last + LAST_LETTER)) // PLACES


def spots_of(connection: sa.Connection, kind: str, begin: str, end: str) -> Array:
    """Return where the words from one to another stand: record and place in one number."""
    rows = asked(connection, spots_statement(), kind, begin, end)
    return joined(rows, 0, "<u4").astype(np.int64) * PLACES + joined(rows, 1, "<u2")


def following(spots: Array, others: Array) -> Array:
    """Return those of the others that come right after one of some spots."""
    return others[np.isin(others - 1, spots)]


def joined(rows: list[Any], number: int, form: str) -> Array:
    """Return one column of some rows as a single array."""
    return np.frombuffer(b"".join(row[number] for row in rows), form)


def asked(
    connection: sa.Connection, statement: sa.Select[Any], kind: str, begin: str, end: str
) -> list[Any]:
    """Return what a statement selects of the words of a kind from one to another."""
    return list(connection.execute(statement, {"kind": kind, "begin": begin, "end": end}))


@cache
def records_of() -> sa.Select[Any]:
    """Return the statement that selects which records hold the words from `begin` to `end`."""
    words = WORDS.c
    of_kind = sa.select(words.records).where(words.kind == sa.bindparam("kind"))
    return of_kind.where(words.word >= sa.bindparam("begin"), words.word <= sa.bindparam("end"))


@cache
def spots_statement() -> sa.Select[Any]:
    """Return the same statement, with the places of the words in their records."""
    return records_of().add_columns(WORDS.c.places)
