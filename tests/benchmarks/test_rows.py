"""Figures -> rows: ratios, percentiles, and whether a goal is reached."""

import pytest

from benchmarks.rows import (
    Goal,
    LeftOut,
    Row,
    at_least,
    at_most,
    in_milliseconds,
    percentile,
    read,
    row,
    written,
)


@pytest.mark.parametrize(
    ("samples", "percent", "expected"),
    [
        ([5], 99, 5),
        ([3, 1, 2], 50, 2),
        ([4, 3, 2, 1], 50, 2),
        (range(1, 101), 99, 99),
        (range(1, 102), 99, 100),
        (range(1, 41), 99, 40),
        ([1, 2, 3], 0, 1),
        ([1, 2, 3], 100, 3),
    ],
)
def test_percentiles(samples: list[float], percent: float, expected: float) -> None:
    assert percentile(samples, percent) == expected


@pytest.mark.parametrize(
    ("goal", "median", "ratio", "told", "reached"),
    [
        (at_least(0.9), 1, 0.9, "≥ 0.9 ×", True),
        (at_least(0.9), 1, 0.89, "≥ 0.9 ×", False),
        (at_most(1.5), 1, 1.5, "≤ 1.5 ×", True),
        (at_most(1.5), 1, 1.51, "≤ 1.5 ×", False),
        (at_most(1.5), 1, None, "≤ 1.5 ×", None),
        (at_most(50, "ms"), 50, None, "≤ 50 ms", True),
        (at_most(50, "ms"), 51, 0.1, "≤ 50 ms", False),
        (at_least(100, "MB/s"), 99, 2, "≥ 100 MB/s", False),
        (None, 1, 1, "", None),
    ],
)
def test_goals(
    goal: Goal | None, median: float, ratio: float | None, told: str, reached: bool | None
) -> None:
    held = row("a page", median, "ms", ratio=ratio, goal=goal)
    assert (held.goal, held.reached) == (told, reached)


@pytest.mark.parametrize(
    ("ratio", "second", "reached"),
    [(0.9, 0.9, True), (0.8, 0.8, False), (0.9, 0.8, None), (0.8, 0.9, None), (0.9, None, True)],
)
def test_a_second_ratio_has_to_agree(
    ratio: float, second: float | None, reached: bool | None
) -> None:
    assert row("a page", 1, "/s", ratio=ratio, second=second, goal=at_least(0.9)).reached is reached


def test_rounds_are_told_in_milliseconds() -> None:
    told = in_milliseconds("a page", [0.001, 0.002, 0.009], at_most(2, "ms"))
    assert (told.median, told.p99, told.reached) == (2, 9, True)


@pytest.mark.parametrize(
    "told",
    [
        Row("a page", 1.5, "ms"),
        row("a page", 2, "/s", against="nginx", p99=3, ratio=0.5, goal=at_least(1), also="25 kB"),
        LeftOut("nginx", "It is not installed."),
    ],
)
def test_what_is_written_is_read(told: Row | LeftOut) -> None:
    line = written(told)
    assert "\n" not in line
    assert read(line) == told
