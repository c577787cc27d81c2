"""Several numbers taken as one: codes -> their number, ranks -> their order."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.store import ranking
from api.store.ranking import first_of, numbered, occurrences, ordered

FORMS = ("u1", "u2", "u4")


@pytest.mark.parametrize(
    ("codes", "sizes", "expected", "form"),
    [
        ([[0, 2, 1]], [3], [0, 2, 1], "u4"),
        ([[0, 2, 1], [1, 0, 1]], [3, 2], [1, 4, 3], "u4"),
        ([[1, 2], [0, 1], [2, 0]], [3, 2, 3], [8, 15], "u4"),
        ([[255, 1], [65_535, 0], [1, 0]], [256, 65_536, 255], [4_278_189_826, 16_711_680], "u4"),
        ([[1, 0], [65_535, 1]], [2**16, 2**20], [1_114_111, 1], "i8"),
    ],
)
def test_numbers(codes: list[list[int]], sizes: list[int], expected: list[int], form: str) -> None:
    found = numbered([np.array(one, "u2") for one in codes], sizes)
    assert found.tolist() == expected
    assert found.dtype == form


@given(codes=st.lists(st.integers(0, 255)), form=st.sampled_from(FORMS))
def test_occurrences(codes: list[int], form: str) -> None:
    found = occurrences(np.array(codes, form))
    assert {code: found[code] for code in np.flatnonzero(found)} == {
        code: codes.count(code) for code in codes
    }


RANKS = st.lists(st.tuples(*[st.integers(-4, 4)] * 3), max_size=20, unique=True)


@pytest.mark.parametrize("largest", [ranking.LARGEST, 0])
@given(rows=RANKS, count=st.none() | st.integers(1, 5))
def test_the_order_is_that_of_each_rank_in_turn(
    largest: int, rows: list[tuple[int, ...]], count: int | None
) -> None:
    ranks = [np.array([row[place] for row in rows], np.int64) for place in range(3)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ranking, "LARGEST", largest)
        found = [rows[place] for place in ordered(ranks, count)]
    assert found[:count] == sorted(rows)[:count]


@given(keys=st.lists(st.integers(0, 99), unique=True), count=st.integers(0, 5))
def test_the_first(keys: list[int], count: int) -> None:
    found = first_of(np.array(keys, np.int64), count)
    assert [keys[place] for place in found] == sorted(keys)[:count]
