"""A column: values -> where they are; records -> their codes."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.store import columns
from api.store.columns import Column

KNOWN = ["", "a", "b", "c"]
CODES = st.lists(st.integers(0, 3), max_size=12)


def column(codes: list[int], owners: list[int] | None = None) -> Column:
    held = np.array(codes, "<u1"), np.array(owners or [], "<u4")
    return Column(*held, lambda: json.dumps(KNOWN))


@pytest.mark.parametrize("few", [0, columns.FEW])
@given(codes=CODES, values=st.lists(st.sampled_from(["", "a", "b", "c", "d"]), unique=True))
def test_having(few: int, codes: list[int], values: list[str]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(columns, "FEW", few)
        found = column(codes).having(values)
    assert found.tolist() == [KNOWN[code] in values for code in codes]


@pytest.mark.parametrize("eighth", [1, columns.EIGHTH, 100])
@given(
    links=st.lists(st.tuples(st.integers(0, 5), st.integers(0, 3)), min_size=1),
    marked=st.sets(st.integers(0, 5)),
)
def test_within(eighth: int, links: list[tuple[int, int]], marked: set[int]) -> None:
    owners, codes = zip(*sorted(links), strict=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(columns, "EIGHTH", eighth)
        marks = np.isin(np.arange(6), sorted(marked))
        found = column(list(codes), list(owners)).within(marks)
    assert list(zip(*found[::-1], strict=True)) == [
        one for one in sorted(links) if one[0] in marked
    ]
