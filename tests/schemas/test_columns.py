"""A record as a flat row."""

from typing import Any

import pytest

from schemas.columns import cell, columns
from schemas.kinds import QUERIES, SCHEMAS

RECORD: dict[str, Any] = {
    "id": "a",
    "total": 0,
    "whole": False,
    "speaker": None,
    "parties": ["north", "south"],
    "none": [],
    "citations": [
        {"source": "x", "quote": None, "tags": ["p", "q"]},
        {"source": "y", "quote": "We agree.", "tags": []},
    ],
}


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("id", "a"),
        ("total", 0),
        ("whole", False),
        ("speaker", None),
        ("parties", "north | south"),
        ("none", None),
        ("citations.source", "x | y"),
        ("citations.quote", " | We agree."),
        ("citations.tags", "p, q | "),
    ],
)
def test_a_cell_holds_what_is_at_its_path(path: str, expected: Any) -> None:
    assert cell(RECORD, path) == expected


@pytest.mark.parametrize("kind", QUERIES)
def test_columns_are_the_members_in_their_order(kind: str) -> None:
    paths = list(columns(SCHEMAS[kind]))
    members = list(dict.fromkeys(path.partition(".")[0] for path in paths))
    assert members == list(SCHEMAS[kind].fields)
    assert len(set(paths)) == len(paths)


def test_some_columns_keep_the_order_of_the_shape() -> None:
    assert list(columns(SCHEMAS["releases"], ["counts", "notes"])) == [
        "id",
        "notes",
        "counts.kind",
        "counts.total",
    ]
