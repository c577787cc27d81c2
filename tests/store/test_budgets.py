"""What an answer may cost, counted in statements, rows and steps instead of seconds."""

import math
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from api.dataset.loading import load
from api.store import groups, matrix, pairs
from api.store.edition import Edition
from api.store.filters import selected
from api.store.selection import CHUNK
from api.store.store import Store
from api.store.tables import WORDS
from api.synthesis.dataset import Synthesis
from api.synthesis.writing import as_yaml, write
from schemas.kinds import QUERIES
from tests.conftest import DATA
from tests.store.engines import build

FEW, MANY = 60, 600
STEPS_OF_A_ROW, STEPS_OF_A_STATEMENT = 20, 100
LIMIT = 20
DAY = "2030-01-01"

Query = dict[str, Any]
Work = Callable[[Edition], Any]


def page(**query: Any) -> Work:
    asked = {"limit": LIMIT, "sort": QUERIES["positions"].fields["sort"].load_default} | query
    return lambda one: one.page("positions", asked)


def first(one: Edition, kind: str) -> str:
    return min(one.known(kind))


@cache
def middle(one: Edition) -> str:
    """Return the cursor after half of all positions."""
    return str(page(limit=one.count("positions") // 2)(one).next)


WORKS: dict[str, Work] = {
    "record": lambda one: one.get("positions", first(one, "positions")),
    "page": page(),
    "page of words": page(q="a"),
    "page of a day": page(as_of=DAY),
    "page with a facet": page(facets=["stance"]),
    "page with three": page(facets=["stance", "party", "attribution"]),
    "stats": lambda one: groups.page(
        one, {"group_by": ["party", "stance"], "sort": ["-count"], "limit": LIMIT}
    ),
}
COMPARISONS: dict[str, tuple[Callable[[Edition, Query], Any], Callable[[Edition], Query]]] = {
    "matrix": (matrix.page, lambda one: {}),
    "matrix of an issue": (matrix.page, lambda one: {"issue": [first(one, "issues")]}),
    "agreement": (pairs.page, lambda one: {"party": sorted(one.known("parties"))[:2]}),
}
OF_A_PAGE = {"rows": LIMIT + 1, "statements": 1}
BUDGETS = {
    "record": {"rows": 1, "statements": 1},
    "page": OF_A_PAGE,
    "page of words": OF_A_PAGE,
    "page of a day": OF_A_PAGE,
    "page with a facet": OF_A_PAGE,
    "page with three": OF_A_PAGE,
    "stats": {"rows": 0, "statements": 0},
}


@pytest.fixture(scope="module")
def editions(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Edition, Edition]]:
    """The drafts of two made-up datasets, one of ten times as many positions."""
    folder = tmp_path_factory.mktemp("made-up")
    stores = [Store(build(made_up(folder, size), folder / "stores")) for size in (FEW, MANY)]
    for store in stores:
        store.bodies.most = 0
    yield stores[0].edition("latest"), stores[1].edition("latest")
    for store in stores:
        store.engine.dispose()


def made_up(folder: Path, size: int) -> Path:
    codebook = load(DATA).data("codebook", "codebook")
    write(Synthesis(codebook, size, seed=1), folder / str(size), as_yaml)
    return folder / str(size)


@contextmanager
def counted(one: Edition) -> Iterator[Counter[str]]:
    """Count statements, the rows that SQLite hands out, and the steps that it takes for them."""
    counts: Counter[str] = Counter()

    def count(what: str, given: Any = None) -> Any:
        counts[what] += 1
        return given

    def watch(connection: Any, cursor: Any, *_: Any) -> None:
        count("statements")
        if isinstance(cursor, sqlite3.Cursor):
            cursor.row_factory = lambda _, row: count("rows", row)
            cursor.connection.set_progress_handler(lambda: count("steps"), 1)

    sa.event.listen(one.engine, "before_cursor_execute", watch)
    yield counts
    sa.event.remove(one.engine, "before_cursor_execute", watch)


def cost(work: Work, one: Edition) -> Counter[str]:
    """Return what a work costs once its columns were read."""
    work(one)
    with counted(one) as counts:
        work(one)
    return counts


@pytest.mark.parametrize("work", BUDGETS)
def test_statements(editions: tuple[Edition, Edition], work: str) -> None:
    for one in editions:
        assert cost(WORKS[work], one)["statements"] == BUDGETS[work]["statements"]


@pytest.mark.sqlite
@pytest.mark.parametrize("work", BUDGETS)
def test_rows_and_steps_do_not_grow(editions: tuple[Edition, Edition], work: str) -> None:
    few, many = (cost(WORKS[work], one) for one in editions)
    assert few["rows"] == many["rows"] == BUDGETS[work]["rows"]
    assert max(few["steps"], many["steps"]) <= (
        BUDGETS[work]["rows"] * STEPS_OF_A_ROW + STEPS_OF_A_STATEMENT
    )


def test_a_deep_page_looks_for_its_place_by_halves(editions: tuple[Edition, Edition]) -> None:
    for one in editions:
        halves = one.count("positions").bit_length()
        statements = cost(lambda one: page(cursor=middle(one))(one), one)["statements"]
        assert 1 < statements <= 1 + halves


@pytest.mark.sqlite
@pytest.mark.parametrize("word", ["a", "the", "agreement", "unheard"])
def test_words_cost_a_row_each_however_many_records_hold_them(
    editions: tuple[Edition, Edition], word: str
) -> None:
    for one in editions:
        begun = sa.select(sa.func.count()).where(
            WORDS.c.kind == "positions", WORDS.c.word.startswith(word)
        )
        (known,) = one.read(begun)[0]
        with counted(one) as counts:
            selected(one.columns, "positions", one.number, {"q": word})
        assert counts["statements"] == 1
        assert counts["rows"] == known


@pytest.mark.sqlite
@pytest.mark.parametrize("work", COMPARISONS)
def test_a_comparison_reads_what_stands(editions: tuple[Edition, Edition], work: str) -> None:
    compare, chosen = COMPARISONS[work]
    for one in editions:
        query = {"as_of": DAY} | chosen(one)
        counts = cost(lambda one, query=query: compare(one, {"layout": "long"} | query), one)
        assert 0 < counts["rows"] <= page(**query)(one).total
        assert counts["statements"] <= 2 * math.ceil(counts["rows"] / CHUNK)
        assert counts["steps"] <= counts["rows"] * STEPS_OF_A_ROW + STEPS_OF_A_STATEMENT


def test_a_record_that_is_kept_asks_nothing(editions: tuple[Edition, Edition]) -> None:
    one = editions[0]
    one.selections.bodies.most = 10_000
    counts = cost(WORKS["record"], one)
    one.selections.bodies.most = 0
    assert counts["statements"] == 0


def test_what_is_not_there_is_not_remembered(editions: tuple[Edition, Edition]) -> None:
    one = editions[0]
    before = one.numbered.cache_info().currsize
    assert one.get("positions", "nobody") is None
    assert one.numbered.cache_info().currsize == before


def test_a_kept_answer_asks_nothing(app: Flask, client: FlaskClient) -> None:
    address = "/v1/positions?party=north&said_from=2019-12-31"
    app.extensions["parley"].bodies.kept.clear()
    with counted(app.extensions["parley"].edition("latest")) as counts:
        first = client.get(address)
        asked = counts["statements"]
        again = client.get(address)
    assert asked == 1
    assert counts["statements"] == asked
    assert again.data == first.data
