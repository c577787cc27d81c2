"""The orders of the records of a kind, each worked out once, and pages of what is selected."""

from collections import OrderedDict
from threading import Lock
from typing import NamedTuple

import numpy as np

from api.store.columns import Columns
from api.store.marks import STEP, Array, Marks
from api.store.ranking import first_of

Keys = tuple[tuple[str, bool], ...]
Name = tuple[str, Keys]

NEAR = 4096
MOST = 48 * 1024 * 1024


class Order(NamedTuple):
    """The places of all records in an order, and the rank of the record at each place."""

    places: Array
    ranks: Array

    @property
    def weight(self) -> int:
        """How many bytes it takes."""
        return self.places.nbytes + self.ranks.nbytes

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
        found, end = self.places[:0], start
        while len(found) < count and end < min(start + NEAR, len(self.places)):
            some = self.places[end : end + STEP]
            some = some[selected.at(some)]
            found = np.concatenate([found, some]) if len(found) else some
            end += STEP
        return found, end

    def picked(self, selected: Marks, start: int, count: int) -> Array:
        """Return the same, picked from the ranks of all that are selected."""
        ranks = self.ranks[selected.places()]
        ranks = ranks[ranks >= start]
        return np.take(self.places, ranks[first_of(ranks, count)])


class Orders:
    """The orders of the records of a store; those asked for last are kept, bounded in bytes."""

    def __init__(self, columns: Columns, most: int = MOST) -> None:
        self.columns = columns
        self.most = most
        self.weight = 0
        self.kept: OrderedDict[Name, Order] = OrderedDict()
        self.lock = Lock()

    def order(self, kind: str, keys: Keys) -> Order:
        """Return the order of a kind by some members, each with whether it descends."""
        with self.lock:
            if known := self.kept.get((kind, keys)):
                self.kept.move_to_end((kind, keys))
                return known
        order = self.worked_out(kind, keys)
        self.keep((kind, keys), order)
        return order

    def keep(self, name: Name, order: Order) -> None:
        """Keep an order, and let go of those not asked for longest if all weigh too much."""
        with self.lock:
            if name not in self.kept:
                self.kept[name] = order
                self.weight += order.weight
            while self.weight > self.most and len(self.kept) > 1:
                _, forgotten = self.kept.popitem(last=False)
                self.weight -= forgotten.weight

    def worked_out(self, kind: str, keys: Keys) -> Order:
        """Return the same, worked out."""
        places = np.arange(self.columns.size(kind), dtype=np.int32)
        for member, down in reversed(keys):
            codes = self.columns.codes(kind, member)[places]
            falling = np.iinfo(codes.dtype).max - codes if down else codes
            places = places[np.argsort(falling, kind="stable")]
        ranks = np.empty_like(places)
        ranks[places] = np.arange(len(places), dtype=np.int32)
        return Order(places, ranks)
