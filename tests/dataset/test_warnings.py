from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from api.dataset.loading import load
from api.dataset.warnings import warnings

SOON = date(2020, 4, 1)
LATER = date(2021, 2, 1)
NORTH = "positions/north/strait.yaml"

Edit = tuple[str, str, str]

LONELY = [
    "issues.yaml:7: id: Only south answers 'joint-patrols'.",
    "issues.yaml:14: id: Only north answers 'winter-truce'.",
]


@pytest.fixture
def found(copy: Path) -> Callable[..., list[str]]:
    """What is warned of in the copy after some edits."""

    def find(today: date, *edits: Edit) -> list[str]:
        for file, old, new in edits:
            text = (copy / file).read_text(encoding="utf-8")
            assert old in text
            (copy / file).write_text(text.replace(old, new, 1), encoding="utf-8")
        warned = warnings(copy, load(copy), today)
        return [str(warning).replace(f"{copy}/", "") for warning in warned]

    return find


def test_provisions_with_one_party(found: Callable[..., list[str]]) -> None:
    assert found(SOON) == LONELY


def test_positions_of_more_than_a_year(found: Callable[..., list[str]]) -> None:
    assert found(LATER) == [
        *LONELY,
        "positions/south/strait.yaml:7: said_on: Neither reaffirmed nor superseded since 2020-01-12.",
        "positions/south/strait.yaml:20: said_on: Neither reaffirmed nor superseded since 2020-01-15.",
    ]


def test_a_year_is_not_more_than_a_year(found: Callable[..., list[str]]) -> None:
    assert found(date(2021, 1, 11)) == LONELY


def test_positions_that_contradict(found: Callable[..., list[str]]) -> None:
    edits = [
        (NORTH, "  supersedes: [north-open-strait-1]\n  change: softened\n", ""),
        (NORTH, "stance: accepts_conditionally", "stance: accepts"),
    ]
    warned = found(SOON, *edits)
    assert warned == [
        *LONELY,
        "positions/north/strait.yaml:20: stance: Stands beside 'north-open-strait-1', which says the opposite.",
    ]


def test_what_is_superseded_does_not_contradict(found: Callable[..., list[str]]) -> None:
    assert found(SOON, (NORTH, "stance: accepts_conditionally", "stance: accepts")) == LONELY


def test_sources_on_which_nothing_rests(found: Callable[..., list[str]]) -> None:
    edit = (NORTH, "    - source: blog-second-round\n      locator: paragraph 3\n", "")
    assert found(SOON, edit) == [
        *LONELY,
        "sources/blog-second-round.yaml:1: id: Nothing rests on 'blog-second-round'.",
    ]


@pytest.mark.parametrize(
    ("stance", "change", "reason"),
    [
        ("accepts_conditionally", "softened", None),
        ("accepts_conditionally", "reaffirmed", "Is called reaffirmed, but was against, and is conditional."),
        ("accepts_conditionally", "refined", "Is called refined, but was against, and is conditional."),
        ("accepts_conditionally", "reversed", None),
        ("accepts", "reversed", None),
        ("rejects", "reversed", "Is called reversed, but was against, and is against."),
        ("questions", "reversed", "Is called reversed, but was against, and is open."),
        ("rejects", "reaffirmed", None),
    ],
)  # fmt: skip
def test_changes_that_are_misnamed(
    found: Callable[..., list[str]], stance: str, change: str, reason: str | None
) -> None:
    edits = [
        (NORTH, "stance: accepts_conditionally", f"stance: {stance}"),
        (NORTH, "change: softened", f"change: {change}"),
    ]
    expected = [f"positions/north/strait.yaml:31: change: {reason}"] if reason else []
    assert found(SOON, *edits) == LONELY + expected
