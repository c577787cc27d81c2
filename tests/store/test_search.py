"""Texts are found by words as SQLite's FTS5 finds them, on every engine."""

import sqlite3
from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from hypothesis import example, given
from hypothesis import strategies as st
from sqlalchemy.pool import StaticPool
from sqlalchemy.schema import DropTable

from api.store import concordance, vectors
from api.store.concordance import wording
from api.store.dialects import dialect_of
from api.store.search import holding
from api.store.tables import SEARCHED, WORDS
from tests.postgresql import Server

KIND = "positions"
FTS5 = "CREATE VIRTUAL TABLE words USING fts5(text, tokenize='unicode61 remove_diacritics 2')"


@pytest.fixture(scope="module")
def connections(postgresql: Server) -> Iterator[list[sa.Connection]]:
    """A connection to each engine."""
    engines = [
        sa.create_engine("sqlite://", poolclass=StaticPool),
        sa.create_engine(postgresql.address()),
    ]
    connections = [engine.connect() for engine in engines]
    yield connections
    for connection in connections:
        connection.close()
    for engine in engines:
        engine.dispose()


def fill(connection: sa.Connection, *texts: str) -> None:
    """Have the words of some texts, one record after another, and no others."""
    for table in (WORDS, *map(vectors.table_of, SEARCHED)):
        connection.execute(DropTable(table, if_exists=True))
    words = dialect_of(connection).words(connection)
    for seq, text in enumerate(texts, 1):
        words.take(KIND, wording([(seq, text)]))
    words.finish()


def found(connection: sa.Connection, sought: str, size: int) -> list[int]:
    """Return the places of the records that hold what is sought."""
    return holding(connection, KIND, size, sought).places().tolist()


def by_fts5(texts: list[str], sought: str) -> list[int]:
    """Return the same, found by FTS5: each word is a phrase, matched from its beginning."""
    connection = sqlite3.connect(":memory:")
    connection.execute(FTS5)
    connection.executemany("INSERT INTO words (rowid, text) VALUES (?, ?)", enumerate(texts))
    phrases = " ".join('"' + word.replace('"', '""') + '"*' for word in sought.split())
    rows = connection.execute("SELECT rowid FROM words WHERE text MATCH ? ORDER BY 1", [phrases])
    places = [place for (place,) in rows]
    connection.close()
    return places


TEXT = st.text("ab\u00e1BИйї1-.' \\:&|!*()<>\"", min_size=1, max_size=12)


@given(texts=st.lists(TEXT, min_size=1, max_size=4), sought=TEXT.filter(str.strip))
@example(["on the record", "on a record"], "on-the rec")
@example(["on a record"], "on-record")
@example(["a b a", "a a b", "b a a", "a b"], "a-a-b")
@example(["a b"], "b a")
@example(["a b"], "!!! a")
@example(["a b"], "!!!")
@example(["a'b \\c"], "a'b \\c")
def test_the_same_is_found_as_by_fts5(
    connections: list[sa.Connection], texts: list[str], sought: str
) -> None:
    for connection in connections:
        fill(connection, *texts)
        assert found(connection, sought, len(texts)) == by_fts5(texts, sought)


@pytest.mark.parametrize(
    ("text", "sought", "expected"),
    [
        ("on the record", "rec on", True),
        ("on the record", "on-the", True),
        ("on the record", "on-rec", False),
        ("on the record", "ecord", False),
        ("Зеленський їде", "їде зел", True),
        ("北京", "北", True),
        ("a " * 16_000 + "first last", "first-last", True),
        ("word", "w" * 8000, False),
    ],
)
def test_what_is_found(
    connections: list[sa.Connection], text: str, sought: str, expected: bool
) -> None:
    for connection in connections:
        fill(connection, "another", text)
        assert found(connection, sought, 2) == ([1] if expected else [])


def test_words_that_were_written_part_by_part_are_found_together(
    connections: list[sa.Connection], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(concordance, "ENOUGH", 3)
    fill(connections[0], "one two", "two one", "one two three", "three", "one")
    assert found(connections[0], "one", 5) == [0, 1, 2, 4]
    assert found(connections[0], "one-tw", 5) == [0, 2]
    assert found(connections[0], "t", 5) == [0, 1, 2, 3]
