from typing import Any

import pytest

from api.dataset.covering import coverage
from api.dataset.loading import load
from api.dataset.tallying import tally
from tests.conftest import DATA

DATASET = load(DATA)
FOUND = {cell["id"]: cell for cell in coverage(DATASET, tally(DATASET))}


@pytest.mark.parametrize(
    ("id", "state", "positions", "searched_until"),
    [
        ("north.strait", "coded", 2, "2020-03"),
        ("north.truce", "coded", 1, None),
        ("south.strait", "coded", 2, "2020-03-20"),
        ("south.truce", "none_found", 0, "2020-03-20"),
        ("league.strait", "not_coded", 0, None),
        ("league.truce", "not_coded", 0, None),
    ],
)
def test_every_party_has_a_state_on_every_issue(
    id: str, state: str, positions: int, searched_until: str | None
) -> None:
    cell = FOUND[id]
    assert (cell["state"], cell["position_count"]) == (state, positions)
    assert cell["searched_until"] == searched_until


@pytest.mark.parametrize(
    ("id", "winter", "spring"),
    [
        ("north.strait", ("coded", 1), ("coded", 1)),
        ("north.truce", ("not_coded", 0), ("coded", 1)),
        ("south.strait", ("coded", 2), ("none_found", 0)),
        ("south.truce", ("not_coded", 0), ("none_found", 0)),
        ("league.strait", ("not_coded", 0), ("not_coded", 0)),
    ],
)
def test_every_moment_has_a_state(id: str, winter: Any, spring: Any) -> None:
    moments = FOUND[id]["moments"]
    assert [moment["label"] for moment in moments] == ["Winter", "Spring"]
    assert [(one["state"], one["position_count"]) for one in moments] == [winter, spring]


def test_a_position_is_counted_in_one_moment_alone() -> None:
    for cell in FOUND.values():
        assert sum(one["position_count"] for one in cell["moments"]) == cell["position_count"]
