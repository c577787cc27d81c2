"""A record as a flat row."""

from typing import Any

import pytest

from schemas.columns import cell, columns, harmless, is_joined, text_of
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


@pytest.mark.parametrize(
    ("value", "text"),
    [(True, "true"), (False, "false"), (0, "0"), (None, ""), ({"a": None}, '{"a": null}')],
)
def test_a_value_has_one_text(value: Any, text: str) -> None:
    assert text_of(value) == text


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


@pytest.mark.parametrize(
    ("kind", "path", "expected"),
    [
        ("positions", "party", False),
        ("positions", "conditions", True),
        ("positions", "citations.source", True),
        ("coverage", "moments.position_count", True),
        ("codings", "first.stance", False),
    ],
)
def test_a_column_below_a_list_is_joined(kind: str, path: str, expected: bool) -> None:
    assert is_joined(SCHEMAS[kind], path) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("=1+1", "'=1+1"),
        ("+49", "'+49"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("＝1", "'＝1"),
        ("\t=1", "'\t=1"),
        ("a=1", "a=1"),
        ("", ""),
        ("2025-03-13", "2025-03-13"),
    ],
)
def test_no_cell_is_a_formula(text: str, expected: str) -> None:
    assert harmless(text) == expected
