"""Answers that are sent while they are made: in larger pieces, and not too many at once.

A server that runs threads has one taken for as long as such an answer is read, and a client may
stop reading; threads beyond the number of places stay free for everything else.
"""

from collections.abc import Iterable, Iterator
from threading import BoundedSemaphore, Lock

from api.serving.codings import IDENTITY, encoded
from api.serving.given import close

PIECE = 64 * 1024


class Places:
    """How many answers may be under way at once."""

    def __init__(self, most: int) -> None:
        self.free = BoundedSemaphore(most)

    def take(self) -> "Place | None":
        """Take a place; None if there is none left."""
        return Place(self.free) if self.free.acquire(blocking=False) else None


class Place:
    """A place that was taken, and is left once."""

    def __init__(self, free: BoundedSemaphore) -> None:
        self.free = free
        self.taken = Lock()

    def leave(self) -> None:
        """Leave the place to others."""
        if self.taken.acquire(blocking=False):
            self.free.release()


class Stream:
    """A body that is under way in a coding and a place, which it leaves when it ends."""

    def __init__(self, body: Iterable[bytes], coding: str, place: Place) -> None:
        self.body, self.coding, self.place = body, coding, place

    def __iter__(self) -> Iterator[bytes]:
        parts = pieces(self.body)
        try:
            yield from parts if self.coding == IDENTITY else encoded(self.coding, parts)
        finally:
            self.place.leave()

    def close(self) -> None:
        """End, whether or not all was sent."""
        try:
            close(self.body)
        finally:
            self.place.leave()


def pieces(body: Iterable[bytes]) -> Iterator[bytes]:
    """Return the parts of a body joined to larger pieces."""
    parts, size = [], 0
    for part in body:
        parts.append(part)
        size += len(part)
        if size >= PIECE:
            yield b"".join(parts)
            parts, size = [], 0
    if parts:
        yield b"".join(parts)
