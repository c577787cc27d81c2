"""Records as JSON, by number: read from the store when they are asked for, the last ones kept.

A store never changes, so that what was read stays so. How many are kept is bounded in bytes.
"""

import sys
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from threading import Lock
from typing import Any

import sqlalchemy as sa

from api.store.finding import rows_at, rows_between

MOST = 8 * 1024 * 1024
CHUNK = 300
BODY, DELIMITED = "body", "delimited"

Number = tuple[str, int]


class Bodies:
    """The records of a store; numbers count from 1."""

    def __init__(self, engine: sa.Engine, most: int = MOST) -> None:
        self.engine = engine
        self.most = most
        self.weight = 0
        self.kept: OrderedDict[Number, bytes] = OrderedDict()
        self.lock = Lock()

    def at(self, kind: str, numbers: Sequence[int]) -> list[bytes]:
        """Return the records of some numbers, in their order."""
        kept = self.kept.get
        bodies = [kept((kind, number)) for number in numbers]
        if None in bodies:
            found = self.read(kind, missing(numbers, bodies))
            self.keep(kind, found)
            return [body or found[number] for number, body in zip(numbers, bodies, strict=True)]
        return bodies  # type: ignore[return-value]

    def every(
        self, kind: str, numbers: Iterable[list[int]], form: str = BODY
    ) -> Iterator[list[bytes]]:
        """Return the same chunk by chunk, in a form; none is kept for their sake."""
        for some in numbers:
            found = self.read(kind, some, form)
            yield [found[number] for number in some]

    def read(self, kind: str, numbers: Sequence[int], form: str = BODY) -> dict[int, bytes]:
        """Read records in a form, by number."""
        found: dict[int, bytes] = {}
        with self.engine.connect() as connection:
            for start in range(0, len(numbers), CHUNK):
                rows = connection.execute(*asking(kind, form, numbers[start : start + CHUNK]))
                found |= {number: body for number, body in rows.all()}
        return found

    def keep(self, kind: str, found: Mapping[int, bytes]) -> None:
        """Keep records by number, and let go of those kept first if all weigh too much."""
        with self.lock:
            for number, body in found.items():
                if (kind, number) not in self.kept:
                    self.kept[kind, number] = body
                    self.weight += sys.getsizeof(body)
            while self.weight > self.most:
                _, body = self.kept.popitem(last=False)
                self.weight -= sys.getsizeof(body)


def asking(
    kind: str, form: str, numbers: Sequence[int]
) -> tuple[sa.Select[Any], Mapping[str, Any]]:
    """Return the statement that selects records of some numbers, with its parameters.

    Numbers that follow each other are not gone through one by one.
    """
    low, high = min(numbers), max(numbers)
    if high - low == len(numbers) - 1:
        return rows_between(kind, form), {"low": low, "high": high}
    return rows_at(kind, form), {"rows": numbers}


def missing(numbers: Sequence[int], bodies: Sequence[Any]) -> list[int]:
    """Return the numbers without a record."""
    return [number for number, body in zip(numbers, bodies, strict=True) if body is None]
