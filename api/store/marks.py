"""Marks: which of the records of a kind are meant, a bit for each.

Eight to a byte they take little room and few steps. Of some thousands of records a step is short
enough that NumPy keeps the interpreter to itself. Over more than 500 items, or where it has to
widen the numbers that an array is indexed by, it lets other threads run; where many ask at once, to
come back takes longer than the step did.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

STEP = 500

Array = npt.NDArray[Any]
Mask = npt.NDArray[np.bool_]


@dataclass(slots=True, eq=False)
class Marks:
    """Marks among so many records, in the order of their places."""

    bits: npt.NDArray[np.uint8]
    size: int

    def __and__(self, other: "Marks") -> "Marks":
        return Marks(self.bits & other.bits, self.size)

    def __or__(self, other: "Marks") -> "Marks":
        return Marks(self.bits | other.bits, self.size)

    def count(self) -> int:
        """Return how many records are marked."""
        return int(np.add.reduce(np.bitwise_count(self.bits), dtype=np.int64))

    def at(self, places: Array) -> Mask:
        """Tell of each of some places whether it is marked."""
        wide = places.astype(np.intp)
        found: Array = self.bits[wide >> 3] >> (wide & 7).astype(np.uint8) & 1
        return found.view(np.bool_)

    def flags(self) -> Mask:
        """Tell of each place whether it is marked."""
        return np.unpackbits(self.bits, count=self.size, bitorder="little").view(np.bool_)

    def places(self) -> Array:
        """Return the places that are marked."""
        return np.flatnonzero(self.flags())


def marked(flags: Mask) -> Marks:
    """Return the marks of the places where something is so."""
    return Marks(np.packbits(flags, bitorder="little"), len(flags))


def nothing(size: int) -> Marks:
    """Return marks that mark none of so many records."""
    return Marks(np.zeros((size + 7) // 8, np.uint8), size)


def everything(size: int) -> Marks:
    """Return marks that mark all of so many records."""
    return marked(np.ones(size, bool))
