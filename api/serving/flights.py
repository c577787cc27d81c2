"""One computation for all who ask the same at once."""

from collections.abc import Callable
from threading import Event, Lock
from typing import Generic, TypeVar

from api.serving.names import Name

PATIENCE = 30

Found = TypeVar("Found")


class Flight(Generic[Found]):
    """A computation that is under way, and what it brought that others may have."""

    def __init__(self) -> None:
        self.awaited: Event | None = None
        self.brought: Found | None = None


class Flights(Generic[Found]):
    """The computations that are under way."""

    def __init__(self, shareable: Callable[[Found], bool]) -> None:
        self.shareable = shareable
        self.flying: dict[Name, Flight[Found]] = {}
        self.lock = Lock()

    def join(self, name: Name, compute: Callable[[], Found]) -> tuple[Found, bool]:
        """Return what is computed, and whether by another; who gets nothing so computes alone."""
        with self.lock:
            flight = self.flying.get(name)
            if flight is None:
                landed, flight = None, Flight()
                self.flying[name] = flight
            else:
                landed = flight.awaited = flight.awaited or Event()
        if landed is None:
            return self.lead(name, flight, compute), False
        landed.wait(PATIENCE)
        if flight.brought is None:
            return compute(), False
        return flight.brought, True

    def lead(self, name: Name, flight: Flight[Found], compute: Callable[[], Found]) -> Found:
        """Compute for all who wait; if it fails, or is for nobody else, let them go."""
        try:
            found = compute()
            if self.shareable(found):
                flight.brought = found
            return found
        finally:
            with self.lock:
                del self.flying[name]
            if flight.awaited:
                flight.awaited.set()
