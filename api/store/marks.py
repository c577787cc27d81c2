"""Marks: which of the records of a kind are meant, a bit for each.

Sixty-four to a number they take little room and few steps. Of some thousands of records a step is
short enough that NumPy keeps the interpreter to itself. Over more than 500 items, or where it has
to widen the numbers that an array is indexed by, it lets other threads run; where many ask at once,
to come back takes longer than the step did.
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

    bits: npt.NDArray[np.uint64]
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
        octets = self.bits.view(np.uint8)
        found: Array = octets[wide >> 3] >> (wide & 7).astype(np.uint8) & 1
        return found.view(np.bool_)

    def flags(self) -> Mask:
        """Tell of each place whether it is marked."""
        octets = self.bits.view(np.uint8)
        return np.unpackbits(octets, count=self.size, bitorder="little").view(np.bool_)

    def places(self) -> Array:
        """Return the places that are marked."""
        return np.flatnonzero(self.flags())


def marked(flags: Mask) -> Marks:
    """Return the marks of the places where something is so."""
    marks, bits = nothing(len(flags)), np.packbits(flags, bitorder="little")
    marks.bits.view(np.uint8)[: len(bits)] = bits
    return marks


def nothing(size: int) -> Marks:
    """Return marks that mark none of so many records."""
    return Marks(np.zeros((size + 63) // 64, np.uint64), size)


def everything(size: int) -> Marks:
    """Return marks that mark all of so many records."""
    return marked(np.ones(size, bool))
