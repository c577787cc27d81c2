"""What a position is ranked by: attribution and authority -> ranks."""

import pytest

from api.dataset.headline import ranks
from api.dataset.loading import load
from tests.conftest import DATA

DATASET = load(DATA)


@pytest.mark.parametrize(
    ("attribution", "authority", "expected"),
    [
        ("official_document", None, (0, 0)),
        ("official_document", "minister", (0, 0)),
        ("on_record_quote", "head_of_state", (0, 1)),
        ("on_record_paraphrase", "head_of_government", (1, 2)),
        ("on_record_quote", "other_official", (5, 1)),
        ("on_record_quote", None, (6, 1)),
        ("reported", None, (6, 3)),
        ("leaked", None, (6, 4)),
    ],
)
def test_ranks(attribution: str, authority: str | None, expected: tuple[int, int]) -> None:
    found = ranks(DATASET, "positions", {"attribution": attribution, "authority": authority})
    assert (found["authority_rank"], found["attribution_rank"]) == expected


def test_what_is_no_position_has_no_rank() -> None:
    assert ranks(DATASET, "parties", DATASET.data("parties", "north")) == {}
