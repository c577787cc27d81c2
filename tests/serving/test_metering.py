"""What is counted is what happened, by however many threads, however often one looks."""

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from api.serving.metering import Tally


@pytest.fixture
def impatient() -> Iterator[None]:
    """Threads that take turns as often as can be."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(usual)


def count_up(tally: Tally, times: int) -> None:
    for _ in range(times):
        tally.add()


def test_threads_count_at_once(impatient: None) -> None:
    tally = Tally()
    with ThreadPoolExecutor(4) as threads:
        done = [threads.submit(count_up, tally, 50_000) for _ in range(4)]
        seen = [tally.number for _ in range(100)]
    assert [one.result() for one in done] == [None] * 4
    assert seen == sorted(seen)
    assert tally.number == 200_000


def test_looking_counts_nothing() -> None:
    tally = Tally()
    assert [tally.number, tally.number] == [0, 0]
    tally.add()
    assert [tally.number, tally.number] == [1, 1]
