import math
from collections import Counter

import pytest

from api.dataset.loading import load
from api.dataset.sampling import draw
from tests.conftest import DATA

DATASET = load(DATA)
SIZES = Counter(record.data["party"] for record in DATASET.of("positions").values())


@pytest.mark.parametrize("share", [0.1, 0.15, 0.5, 1])
@pytest.mark.parametrize("seed", [1, 2, 2026])
def test_each_party_gives_its_share(seed: int, share: float) -> None:
    drawn = Counter(unit["party"] for unit in draw(DATASET, seed, share))
    assert drawn == {party: math.ceil(share * size) for party, size in SIZES.items()}


def test_a_draw_can_be_repeated() -> None:
    assert draw(DATASET, 5, 0.5) == draw(DATASET, 5, 0.5)
    assert len({str(draw(DATASET, seed, 0.5)) for seed in range(9)}) > 1


def test_the_coder_learns_nothing_but_the_place() -> None:
    for unit in draw(DATASET, 1, 1):
        assert set(unit) - {"issue"} == {"position", "party", "source", "locator"}


def test_the_issue_is_told_where_a_place_holds_several_answers() -> None:
    told = {unit["position"]: unit.get("issue") for unit in draw(DATASET, 1, 1)}
    assert set(told.values()) == {None}
