"""Words are told apart as FTS5 does, and found by the same searches on both engines."""

import sqlite3
import unicodedata
from collections import defaultdict
from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from hypothesis import example, given
from hypothesis import strategies as st
from sqlalchemy.pool import StaticPool

from api.store import postgresql_dialect, sqlite_dialect
from api.store.words import LONGEST, words_in
from tests.postgresql import Server

FTS5 = "CREATE VIRTUAL TABLE words USING fts5(text, tokenize='unicode61 remove_diacritics 2')"
# FTS5 folds these by halves, and knows no characters that came after its tables.
OTHERWISE = "Ǡǡ"
LETTERS = [
    letter
    for letter in map(chr, range(0x80, 0x30000))
    if (kind := unicodedata.ucd_3_2_0.category(letter)[0]) in "LNPZ"
    and unicodedata.category(letter)[0] == kind
    and letter not in OTHERWISE
]


def told_apart(texts: list[str]) -> list[list[str]]:
    """Return the words of each text, as FTS5 has them in its index."""
    connection = sqlite3.connect(":memory:")
    connection.execute(FTS5)
    connection.execute("CREATE VIRTUAL TABLE told USING fts5vocab(words, 'instance')")
    connection.executemany("INSERT INTO words (rowid, text) VALUES (?, ?)", enumerate(texts))
    found: dict[int, list[str]] = defaultdict(list)
    for number, word in connection.execute("SELECT doc, term FROM told ORDER BY doc, offset"):
        found[number].append(word)
    connection.close()
    return [found[number] for number in range(len(texts))]


def test_every_letter_is_taken_for_what_fts5_takes_it_for() -> None:
    texts = [f"a{letter}b" for letter in LETTERS]
    assert len(texts) > 50_000
    assert [words_in(text) for text in texts] == told_apart(texts)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("Café, CAFE\u0301!", ["cafe", "cafe"]),
        ("on-the-record 3.5% of_all", ["on", "the", "record", "3", "5", "of", "all"]),
        ("https://example.org/a?b=1", ["https", "example", "org", "a", "b", "1"]),
        ("Київ Їжак Зеленський", ["київ", "їжак", "зеленський"]),
        ("Άγκυρα straße 北京 القدس", ["άγκυρα", "straße", "北京", "القدس"]),
        ("'; DROP TABLE positions; --", ["drop", "table", "positions"]),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert words_in(text) == expected
    assert told_apart([text]) == [expected]


def test_no_word_is_longer_than_engines_take() -> None:
    assert words_in("é" * 9000) == ["e" * LONGEST]


@pytest.fixture(scope="module")
def indexes(postgresql: Server) -> Iterator[list[sa.Connection]]:
    """A connection to each engine, with an index of words."""
    engines = [
        sa.create_engine("sqlite://", poolclass=StaticPool),
        sa.create_engine(postgresql.address()),
    ]
    connections = [engine.connect() for engine in engines]
    sqlite_dialect.create_words(connections[0], "words")
    postgresql_dialect.create_words(connections[1], "words")
    yield connections
    for connection in connections:
        connection.close()
    for engine in engines:
        engine.dispose()


def found(connections: list[sa.Connection], text: str, sought: str) -> list[bool]:
    """Return whether each engine finds in a text what is sought."""
    rows, words = [(1, text)], sought.split()
    lite, other = connections
    sqlite_dialect.insert_words(lite, "words", rows)
    other.exec_driver_sql("TRUNCATE words")
    postgresql_dialect.insert_words(other, "words", rows)
    asked = [
        (lite, "SELECT rowid FROM words WHERE text MATCH ?", sqlite_dialect.expression(words)),
        (other, "SELECT rowid FROM words WHERE text @@ CAST(%s AS tsquery)", postgresql_dialect.expression(words)),
    ]  # fmt: skip
    answers = [connection.exec_driver_sql(sql, (given,)).all() for connection, sql, given in asked]
    lite.exec_driver_sql("INSERT INTO words (words) VALUES ('delete-all')")
    return [bool(answer) for answer in answers]


PHRASES = st.text("ab\u00e1BИйї1-.' \\:&|!*()<>\"", min_size=1, max_size=12)


@given(text=PHRASES, sought=PHRASES.filter(lambda text: any(map(str.isalnum, text))))
@example("on the record", "on-the rec")
@example("on a record", "on-record")
@example("a b", "b a")
@example("a b", "!!! a")
@example("a'b \\c", "a'b \\c")
def test_both_engines_find_the_same(indexes: list[sa.Connection], text: str, sought: str) -> None:
    lite, other = found(indexes, text, sought)
    assert lite == other


@pytest.mark.parametrize(
    ("text", "sought", "expected"),
    [
        ("on the record", "rec on", True),
        ("on the record", "on-the", True),
        ("on the record", "on-rec", False),
        ("on the record", "ecord", False),
        ("a " * 20_000 + "last", "last", True),
        ("word", "w" * 8000, False),
    ],
)
def test_what_is_found(
    indexes: list[sa.Connection], text: str, sought: str, expected: bool
) -> None:
    assert found(indexes, text, sought) == [expected, expected]
