"""The orders of the records of a kind, each worked out once, and pages of what is selected."""

from functools import lru_cache
from typing import NamedTuple

import numpy as np

from api.store.columns import Columns
from api.store.marks import STEP, Array, Marks
from api.store.ranking import first_of

Keys = tuple[tuple[str, bool], ...]

NEAR = 4096


class Order(NamedTuple):
    """The places of all records in an order, and the rank of the record at each place."""

    places: Array
    ranks: Array

    def first(self, selected: Marks | None, start: int, count: int) -> Array:
        """Return the places of the first records from a rank on that are selected."""
        if selected is None:
            return self.places[start : start + count]
        found, end = self.near(selected, start, count)
        if len(found) >= count or end >= len(self.places):
            return found[:count]
        return self.picked(selected, start, count)

    def near(self, selected: Marks, start: int, count: int) -> tuple[Array, int]:
        """Return the selected of the next records, found some at a time, and the rank after."""
        found, end = [self.places[:0]], start
        while sum(map(len, found)) < count and end < min(start + NEAR, len(self.places)):
            some = self.places[end : end + STEP]
            found.append(some[selected.at(some)])
            end += STEP
        return np.concatenate(found), end

    def picked(self, selected: Marks, start: int, count: int) -> Array:
        """Return the same, picked from the ranks of all that are selected."""
        ranks = self.ranks[selected.places()]
        ranks = ranks[ranks >= start]
        return np.take(self.places, ranks[first_of(ranks, count)])


class Orders:
    """The orders of the records of a store."""

    def __init__(self, columns: Columns) -> None:
        self.columns = columns
        self.order = lru_cache(maxsize=16)(self.worked_out)

    def worked_out(self, kind: str, keys: Keys) -> Order:
        """Return the order of a kind by some members, each with whether it descends."""
        places = np.arange(self.columns.size(kind), dtype=np.int32)
        for member, down in reversed(keys):
            codes = self.columns.codes(kind, member)[places]
            falling = np.iinfo(codes.dtype).max - codes if down else codes
            places = places[np.argsort(falling, kind="stable")]
        ranks = np.empty_like(places)
        ranks[places] = np.arange(len(places), dtype=np.int32)
        return Order(places, ranks)
