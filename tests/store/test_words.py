"""Words are told apart as FTS5 does."""

import sqlite3
import unicodedata
from collections import defaultdict

import pytest

from api.store.words import LONGEST, words_in

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
