"""What other machines take of the processor, and which rounds count."""

from pathlib import Path

import pytest

from benchmarks import disturbance
from benchmarks.disturbance import Ticks, stolen_since, ticks, undisturbed, watched


@pytest.fixture
def stat(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a file in place of /proc/stat: of 76 ticks that were wanted 38 were stolen."""
    path = tmp_path / "stat"
    path.write_text("cpu  10 5 15 20 4 3 5 38 7 0\ncpu0 1 1 1 1 1 1 1 1 1 1\n", "utf-8")
    monkeypatch.setattr(disturbance, "STAT", path)
    return path


def test_neither_idling_nor_guests_are_wanted_time(stat: Path) -> None:
    assert ticks() == Ticks(stolen=38, wanted=76)


def test_a_machine_that_tells_nothing_is_undisturbed(stat: Path) -> None:
    stat.unlink()
    assert watched(lambda: "given") == (0, "given")


@pytest.mark.parametrize(
    ("before", "share"),
    [(Ticks(0, 0), 0.5), (Ticks(28, 36), 0.25), (Ticks(38, 60), 0), (Ticks(38, 76), 0)],
)
def test_shares(stat: Path, before: Ticks, share: float) -> None:
    assert stolen_since(before) == share


@pytest.mark.parametrize(
    ("shares", "kept"),
    [
        ([0, 0, 0], [0, 1, 2]),
        ([0.5, 0, 0.2], [1, 2]),
        ([0, 0, 0, 0.9], [0, 1, 2]),
        ([0, 0.009, 0, 0.01], [0, 1, 2, 3]),
        ([0.4, 0.1, 0.3, 0.2], [1, 3]),
        ([0.7], [0]),
    ],
)
def test_the_half_that_was_disturbed_least_counts(shares: list[float], kept: list[int]) -> None:
    assert undisturbed([(share, place) for place, share in enumerate(shares)]) == kept
