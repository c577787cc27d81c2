"""Many ask, one computes; nobody suffers from another's failure."""

from concurrent.futures import Future, ThreadPoolExecutor, wait
from threading import Event
from time import monotonic, sleep

import pytest

from api.serving.flights import Flights

MANY = 12


def waiting(flights: Flights[str]) -> int:
    """Return how many wait for the flight that is under way."""
    (flight,) = flights.flying.values()
    return len(flight.awaited._cond._waiters) if flight.awaited else 0  # type: ignore[attr-defined]


def crowd(flights: Flights[str], results: list[object]) -> list[Future[tuple[str, bool]]]:
    """Let many join one flight that lands when all are aboard; each computes the next result."""
    aboard, left = Event(), iter(results)

    def compute() -> str:
        aboard.wait(10)
        result = next(left)
        if isinstance(result, Exception):
            raise result
        return str(result)

    with ThreadPoolExecutor(MANY) as pool:
        futures = [pool.submit(flights.join, ("name",), compute) for _ in range(MANY)]
        until = monotonic() + 5
        while waiting(flights) < MANY - 1:
            assert monotonic() < until
            sleep(0.01)
        aboard.set()
        wait(futures)
    assert flights.flying == {}
    return futures


def test_one_computes_for_all() -> None:
    told = [one.result() for one in crowd(Flights(lambda _: True), ["a", "b"])]
    assert sorted(told) == [("a", False)] + [("a", True)] * (MANY - 1)


def test_what_is_for_nobody_else_is_computed_by_each() -> None:
    results = [str(number) for number in range(100, 100 + MANY)]
    told = [one.result() for one in crowd(Flights(lambda _: False), list(results))]
    assert sorted(told) == [(one, False) for one in results]


def test_a_failure_is_only_its_own() -> None:
    futures = crowd(Flights(lambda _: True), [ValueError("broken"), *"b" * MANY])
    failed = [one for one in futures if one.exception()]
    assert len(failed) == 1
    with pytest.raises(ValueError, match="broken"):
        failed[0].result()
    assert {one.result() for one in futures if one not in failed} == {("b", False)}


def test_flights_of_other_names_do_not_wait() -> None:
    flights: Flights[str] = Flights(lambda _: True)
    assert flights.join(("a",), lambda: flights.join(("b",), lambda: "b")[0]) == ("b", False)
