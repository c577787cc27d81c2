"""Words in PostgreSQL's full text search: a vector for each record, under a GIN index.

PostgreSQL's own parser takes hosts, paths and numbers for single words, and folds as its locale
says. So words are told apart here, and it is given the result.
"""

from collections.abc import Iterator
from functools import cache
from itertools import groupby
from operator import itemgetter
from typing import Any

import numpy as np
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import TSQUERY, TSVECTOR

from api.store.concordance import Wording
from api.store.marks import Mask
from api.store.words import Phrases

MOST_PLACES = 255
LAST_PLACE = 16383


@cache
def table_of(kind: str) -> sa.Table:
    """Return the table of the words of a kind, by the number of their record."""
    return sa.Table(
        f"{kind}_words",
        sa.MetaData(),
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("words", TSVECTOR, nullable=False),
    )


def index_of(kind: str) -> sa.Index:
    """Return the index by which words are found."""
    return sa.Index(f"{kind}_by_word", table_of(kind).c.words, postgresql_using="gin")


def rows(told: Wording) -> Iterator[tuple[int, str]]:
    """Return the number of each record with its words and their places, as a tsvector is written.

    What it has no room for is left out: more than 255 places of a word, and those after 16,383.
    """
    known = told.words.known
    standing = zip(told.words.owners, told.words.codes, told.places, strict=True)
    for owner, found in groupby(standing, itemgetter(0)):
        places: dict[int, list[str]] = {}
        for _, code, place in found:
            places.setdefault(code, []).append(str(min(place + 1, LAST_PLACE)))
        yield owner + 1, " ".join(f"'{known[code]}':{written(at)}" for code, at in places.items())


def written(places: list[str]) -> str:
    """Return places as a tsvector has them."""
    return ",".join(places[:MOST_PLACES])


def holding(connection: sa.Connection, kind: str, size: int, phrases: Phrases) -> Mask:
    """Tell of each of `size` records of a kind whether it holds all phrases."""
    found = connection.scalar(numbers(kind), {"sought": sought(phrases)})
    marks = np.zeros(size, bool)
    marks[np.fromstring(found or "", np.int64, sep=",") - 1] = True
    return marks


@cache
def numbers(kind: str) -> sa.Select[Any]:
    """Return the statement that selects the numbers of the records that hold what is `sought`.

    One text of all numbers is read four times as fast as a row for each.
    """
    table = table_of(kind).c
    query = sa.cast(sa.bindparam("sought", type_=sa.Text), TSQUERY)
    found = sa.func.string_agg(sa.cast(table.seq, sa.Text), ",")
    return sa.select(found).where(table.words.bool_op("@@")(query))


def sought(phrases: Phrases) -> str:
    """Return phrases as a tsquery is written: the last word of each from its beginning."""
    return " & ".join(
        "(" + " <-> ".join(f"'{word}'" for word in phrase) + ":*)" for phrase in phrases
    )
