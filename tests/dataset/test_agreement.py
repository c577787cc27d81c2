"""Alpha as Krippendorff's book and the law of agreement want it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.dataset.agreement import alpha, measure, state
from api.dataset.loading import load
from tests.conftest import DATA

PAIRS = st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), min_size=2, max_size=30)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        # K. Krippendorff, Computing Krippendorff's alpha-reliability, 2011: examples A and B.
        ("0100000000", "1110010100", 0.095),
        ("aabbdcccedda", "babbbccceddd", 0.692),
        ("ab", "ba", -0.5),
        ("ab", "ab", 1.0),
        ("", "", 0.0),
    ],
)
def test_alpha(first: str, second: str, expected: float) -> None:
    assert round(alpha(list(zip(first, second, strict=True))), 3) == expected


@given(PAIRS)
def test_nobody_agrees_better_than_wholly(pairs: list[tuple[str, str]]) -> None:
    assert alpha(pairs) <= 1
    assert (alpha(pairs) == 1) == all(one == other for one, other in pairs)


@given(PAIRS)
def test_the_coders_may_change_places(pairs: list[tuple[str, str]]) -> None:
    assert alpha(pairs) == pytest.approx(alpha([(other, one) for one, other in pairs]))


@pytest.mark.parametrize(
    ("value", "expected"),
    [(1.0, "reliable"), (0.8, "reliable"), (0.799, "tentative"), (0.67, "tentative"), (0.669, "experimental"), (-0.1, "experimental")],
)  # fmt: skip
def test_what_an_alpha_means(value: float, expected: str) -> None:
    assert state(value) == expected


def test_what_is_recorded_is_what_is_measured() -> None:
    dataset = load(DATA)
    assert dataset.data("reliability", "reliability")["variables"] == measure(dataset)


def test_a_unit_that_one_coder_could_not_tell_is_left_out() -> None:
    units = {one["variable"]: one["units"] for one in measure(load(DATA))}
    assert units == {"provision": 3, "stance": 3, "attribution": 3, "said_on": 2}
