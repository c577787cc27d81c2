"""Which tables a release has, and what their columns are."""

from datetime import date

import pytest

from api.exports.tables import TABLES
from schemas.columns import columns
from schemas.kinds import SCHEMAS
from tests.exports.conftest import LISTS

BY_NAME = {table.name: table for table in TABLES}


def test_every_list_is_a_table_and_every_list_within_one_more() -> None:
    assert [name for name in BY_NAME if name in LISTS] == LISTS
    assert set(BY_NAME) - set(LISTS) == {
        "speakers_offices",
        "positions_citations",
        "coverage_moments",
    }


@pytest.mark.parametrize("kind", LISTS)
def test_a_table_has_the_columns_of_its_csv(kind: str) -> None:
    assert [column.name for column in BY_NAME[kind].columns] == list(columns(SCHEMAS[kind]))
    assert BY_NAME[kind].key == ("id",)


@pytest.mark.parametrize(
    ("table", "column", "held", "target"),
    [
        ("positions", "id", str, None),
        ("positions", "party", str, "parties"),
        ("positions", "stance", str, None),
        ("positions", "said_on", str, None),
        ("positions", "said_on_latest", date, None),
        ("positions", "superseded_on", date, None),
        ("positions", "independent_sources", int, None),
        ("positions", "has_quote", bool, None),
        ("positions", "supersedes", str, None),
        ("positions", "citations.source", str, None),
        ("positions_citations", "position", str, "positions"),
        ("positions_citations", "place", int, None),
        ("positions_citations", "source", str, "sources"),
        ("coverage", "moments.position_count", str, None),
        ("coverage_moments", "position_count", int, None),
        ("sources", "rendition_of", str, "sources"),
    ],
)  # fmt: skip
def test_a_column_has_its_type_and_target(
    table: str, column: str, held: type, target: str | None
) -> None:
    (found,) = (one for one in BY_NAME[table].columns if one.name == column)
    assert (found.type, found.target) == (held, target)
    assert found.description


@pytest.mark.parametrize(
    ("table", "record", "expected"),
    [
        ("speakers_offices", {"id": "a", "offices": []}, []),
        (
            "speakers_offices",
            {
                "id": "a",
                "offices": [
                    {"title": "Envoy", "authority": "x", "since": None, "until": "2020"},
                    {"title": "Guard", "authority": "y", "since": "2021", "until": None},
                ],
            },
            [("a", 1, "Envoy", "x", None, "2020"), ("a", 2, "Guard", "y", "2021", None)],
        ),
    ],
)
def test_a_row_is_an_item_at_its_place(
    table: str, record: dict[str, object], expected: list[tuple[object, ...]]
) -> None:
    assert list(BY_NAME[table].rows([record])) == expected
