"""A column: values -> where they are; records -> their codes."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.store import columns
from api.store.columns import Column

KNOWN = ["", "a", "b", "c"]
RECORDS = 6
CODES = st.lists(st.integers(0, 3), max_size=12)
VALUES = st.lists(st.sampled_from(["", "a", "b", "c", "d"]), unique=True)
LINKS = st.lists(st.tuples(st.integers(0, RECORDS - 1), st.integers(0, 3)))


def column(codes: list[int], owners: list[int] | None = None) -> Column:
    size = len(codes) if owners is None else RECORDS
    of = None if owners is None else np.array(owners, "<u4")
    return Column(np.array(codes, "<u1"), of, size, lambda: json.dumps(KNOWN))


@pytest.mark.parametrize("few", [0, columns.FEW])
@given(codes=CODES, values=VALUES)
def test_having(few: int, codes: list[int], values: list[str]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(columns, "FEW", few)
        found = column(codes).having(values)
    assert found.flags().tolist() == [KNOWN[code] in values for code in codes]


@pytest.mark.parametrize("few", [0, columns.FEW])
@given(links=LINKS, values=VALUES)
def test_having_any_of_many(few: int, links: list[tuple[int, int]], values: list[str]) -> None:
    owners, codes = [owner for owner, _ in sorted(links)], [code for _, code in sorted(links)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(columns, "FEW", few)
        found = column(codes, owners).having(values)
    assert found.places().tolist() == sorted({one for one, code in links if KNOWN[code] in values})


@given(codes=CODES, value=st.sampled_from(["", "a", "aa", "c", "d"]))
def test_comparing(codes: list[int], value: str) -> None:
    one, values = column(codes), [KNOWN[code] for code in codes]
    assert one.since(value).flags().tolist() == [held >= value for held in values]
    assert one.after(value).flags().tolist() == [held > value for held in values]
    assert one.until(value).flags().tolist() == [held <= value for held in values]


@pytest.mark.parametrize("eighth", [1, columns.EIGHTH, 100])
@given(
    links=LINKS.filter(len),
    marked=st.sets(st.integers(0, RECORDS - 1)),
)
def test_within(eighth: int, links: list[tuple[int, int]], marked: set[int]) -> None:
    owners, codes = zip(*sorted(links), strict=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(columns, "EIGHTH", eighth)
        marks = np.isin(np.arange(RECORDS), sorted(marked))
        found = column(list(codes), list(owners)).within(marks)
    assert list(zip(*found[::-1], strict=True)) == [
        one for one in sorted(links) if one[0] in marked
    ]
