from collections import Counter
from dataclasses import replace

import pytest

from api.dataset.loading import load
from api.dataset.records import Dataset
from api.dataset.sampling import draw, units
from tests.conftest import DATA

DATASET = load(DATA)
ONE = DATASET.of("positions")["north-open-strait-1"]


@pytest.mark.parametrize(
    ("share", "sizes"),
    [
        (0.1, {"north": 1, "south": 1}),
        (0.34, {"north": 2, "south": 1}),
        (0.5, {"north": 2, "south": 1}),
        (1, {"north": 3, "south": 2}),
    ],
)
@pytest.mark.parametrize("seed", [1, 2, 2026])
def test_each_party_gives_its_share(seed: int, share: float, sizes: dict[str, int]) -> None:
    drawn = draw(DATASET, seed, share)
    assert len(set(drawn)) == len(drawn)
    assert Counter(DATASET.data("positions", id)["party"] for id in drawn) == sizes


def test_a_share_is_taken_as_it_is_written() -> None:
    records = {f"p{n}": replace(ONE, data=ONE.data | {"id": f"p{n}"}) for n in range(100)}
    assert len(draw(Dataset(DATASET.records | {"positions": records}), 1, 0.07)) == 7


def test_a_draw_can_be_repeated() -> None:
    assert draw(DATASET, 5, 0.5) == draw(DATASET, 5, 0.5)
    assert len({str(draw(DATASET, seed, 0.5)) for seed in range(9)}) > 1


def test_the_coder_learns_nothing_but_the_place() -> None:
    found = units(DATASET, 1, 1)
    assert [unit["id"] for unit in found] == [f"unit-{number}" for number in range(1, 6)]
    for unit in found:
        assert set(unit) == {"id", "party", "source", "locator"}


def test_the_issue_is_told_where_a_place_holds_several_answers() -> None:
    citation = DATASET.data("positions", "south-open-strait")["citations"]
    other = replace(ONE, data=ONE.data | {"id": "other", "party": "south", "citations": citation})
    positions = dict(DATASET.of("positions")) | {"other": other}
    found = units(Dataset(DATASET.records | {"positions": positions}), 1, 1)
    told = [(unit["party"], unit["locator"], unit.get("issue")) for unit in found]
    assert told.count(("south", "paragraph 2", "strait")) == 2
    assert [issue for *_, issue in told].count(None) == 4
