"""What other machines take of the processor, and which rounds count."""

from pathlib import Path

import pytest

from benchmarks import disturbance
from benchmarks.disturbance import Ticks, stolen_since, ticks, undisturbed, watched


@pytest.fixture
def stat(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a file in place of /proc/stat: 40 of 100 ticks were stolen."""
    path = tmp_path / "stat"
    path.write_text("cpu  10 5 15 20 4 3 3 40 7 0\ncpu0 1 1 1 1 1 1 1 1 1 1\n", "utf-8")
    monkeypatch.setattr(disturbance, "STAT", path)
    return path


def test_guests_are_not_counted_twice(stat: Path) -> None:
    assert ticks() == Ticks(stolen=40, counted=100)


@pytest.mark.parametrize(
    ("before", "share"),
    [(Ticks(0, 0), 0.4), (Ticks(30, 60), 0.25), (Ticks(40, 60), 0), (Ticks(40, 100), 0)],
)
def test_shares(stat: Path, before: Ticks, share: float) -> None:
    assert stolen_since(before) == share


def test_what_is_measured_is_given_back(stat: Path) -> None:
    assert watched(lambda: "given") == (0, "given")


@pytest.mark.parametrize(
    ("shares", "kept"),
    [
        ([0, 0, 0], [0, 1, 2]),
        ([0.5, 0, 0.2], [1, 2]),
        ([0, 0, 0, 0.9], [0, 1, 2]),
        ([0.4, 0.1, 0.3, 0.2], [1, 3]),
        ([0.7], [0]),
    ],
)
def test_the_half_that_was_disturbed_least_counts(shares: list[float], kept: list[int]) -> None:
    assert undisturbed([(share, place) for place, share in enumerate(shares)]) == kept
