"""Marks against sets of places."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.store.marks import Marks, everything, marked, nothing

SIZES = st.integers(0, 140)
FLAGS = SIZES.flatmap(
    lambda size: st.tuples(*[st.lists(st.booleans(), min_size=size, max_size=size)] * 2)
)


def of(flags: list[bool]) -> Marks:
    return marked(np.array(flags, bool))


@given(FLAGS)
def test_marks_are_sets(both: tuple[list[bool], list[bool]]) -> None:
    one, other = map(of, both)
    assert one.flags().tolist() == both[0]
    assert one.places().tolist() == [place for place, flag in enumerate(both[0]) if flag]
    assert one.count() == sum(both[0])
    assert (one & other).flags().tolist() == [a and b for a, b in zip(*both, strict=True)]
    assert (one | other).flags().tolist() == [a or b for a, b in zip(*both, strict=True)]


@given(FLAGS, st.data())
def test_at_places(both: tuple[list[bool], list[bool]], data: st.DataObject) -> None:
    flags = both[0]
    some = data.draw(st.lists(st.sampled_from(range(len(flags))))) if flags else []
    found = of(flags).at(np.array(some, np.int32))
    assert found.tolist() == [flags[place] for place in some]


@pytest.mark.parametrize("size", [0, 1, 7, 8, 9, 17, 63, 64, 65])
def test_all_and_none(size: int) -> None:
    assert nothing(size).flags().tolist() == [False] * size
    assert everything(size).flags().tolist() == [True] * size
    assert (nothing(size).count(), everything(size).count()) == (0, size)
