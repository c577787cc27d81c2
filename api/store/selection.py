"""What a query selects of a kind, in one edition: counted, in order, and read."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import chain
from typing import Any

import numpy as np

from api.store.bodies import BODY, CHUNK, Bodies
from api.store.columns import Column, Columns
from api.store.cursors import Key
from api.store.filters import selected
from api.store.finding import ids_at, seq_of
from api.store.listing import comes_after, key_in
from api.store.marks import Array, Marks, everything
from api.store.ordering import Keys, Order, Orders
from api.store.ranking import occurrences

REMEMBERED = 16

Value = tuple[str, str | int | tuple[str, ...]]


class Selections:
    """What queries select in one edition of a store; the last ones are remembered.

    A store never changes, so that what was once selected stays so.
    """

    def __init__(self, columns: Columns, orders: Orders, bodies: Bodies, edition: int) -> None:
        self.columns = columns
        self.orders = orders
        self.bodies = bodies
        self.edition = edition
        self.engine = columns.engine
        self.remembered = lru_cache(maxsize=REMEMBERED)(self.marks)

    def of(self, kind: str, given: Mapping[str, Any]) -> "Selection":
        """Return what some parameters select of a kind."""
        values = [(name, value) for name, value in given.items()]
        return self.remembered(kind, tuple((name, hashable(value)) for name, value in values))

    def marks(self, kind: str, given: tuple[Value, ...]) -> "Selection":
        """Return the same, worked out."""
        return Selection(self, kind, selected(self.columns, kind, self.edition, dict(given)))


def hashable(value: Any) -> Any:
    """Return a value by which something can be remembered."""
    return tuple(value) if isinstance(value, list) else value


class Selection:
    """Some records of a kind; all of them, if there are no marks."""

    def __init__(self, within: Selections, kind: str, marks: Marks | None) -> None:
        self.within = within
        self.kind = kind
        self.marks = marks
        size = within.columns.size(kind)
        self.total = size if marks is None else marks.count()

    def codes(self, member: str) -> Array:
        """Return the codes of a member of the records."""
        codes = self.column(member).codes
        return codes if self.marks is None else codes[self.marks.flags()]

    def where(self, marks: Marks) -> "Selection":
        """Return those of the records that are marked too."""
        return Selection(self.within, self.kind, self.marked() & marks)

    def marked(self) -> Marks:
        """Return the marks of the records among all."""
        size = self.within.columns.size(self.kind)
        return everything(size) if self.marks is None else self.marks

    def column(self, member: str) -> Column:
        """Return the column of a member of all records."""
        return self.within.columns.column(self.kind, member)

    def values(self, member: str) -> list[Any]:
        """Return the values of a member of the records."""
        known = self.column(member).known
        return [known[code] for code in self.codes(member).tolist()]

    def linked(self, member: str) -> tuple[Array, Array]:
        """Return the codes of a member of many values, each with the place of its record."""
        column = self.column(member)
        if self.marks is None:
            return column.codes, column.owners
        return column.within(self.marks.flags())

    def values_at(self, member: str, places: Array) -> list[Any]:
        """Return the values of a member at some places."""
        column = self.column(member)
        known = column.known
        return [known[code] for code in column.codes[places].tolist()]

    def places(self) -> Array:
        """Return the places of the records."""
        size = self.within.columns.size(self.kind)
        return np.arange(size) if self.marks is None else self.marks.places()

    def counts(self, member: str) -> list[tuple[Any, int]]:
        """Return how often each value of a member occurs, most frequent first."""
        known, counts = self.column(member).known, occurrences(self.codes(member))
        found = [(known[code], int(counts[code])) for code in np.flatnonzero(counts)]
        return sorted(found, key=lambda one: (-one[1], one[0]))

    def first(self, keys: Keys, count: int, after: Key | None = None) -> list[bytes]:
        """Return the first records in an order, as JSON; of those after a key, if there is one."""
        order = self.within.orders.order(self.kind, keys)
        start = self.rank_after(order, keys, after) if after else 0
        return self.bodies(order.first(self.marks, start, count))

    def every(self, keys: Keys) -> Iterator[bytes]:
        """Return all records in an order, as JSON, read while they are asked for."""
        return chain.from_iterable(self.chunks(keys, BODY))

    def chunks(self, keys: Keys, form: str) -> Iterator[list[bytes]]:
        """Return all records in an order and a form, some at a time."""
        places = self.within.orders.order(self.kind, keys).places
        if self.marks is not None:
            places = places[self.marks.flags()[places]]
        parts = (places[start : start + CHUNK] for start in range(0, len(places), CHUNK))
        return self.within.bodies.every(self.kind, map(numbers, parts), form)

    def every_id(self) -> Iterator[str]:
        """Return the ids of all records, read while they are asked for."""
        places = self.places()
        for start in range(0, len(places), CHUNK):
            yield from self.ids(places[start : start + CHUNK])

    def rank_after(self, order: Order, keys: Keys, after: Key) -> int:
        """Return the first rank whose record comes after a key: mostly that of a known record."""
        with self.within.engine.connect() as connection:
            given = {"id": after[-1], "edition": self.within.edition}
            seq = connection.scalar(seq_of(self.kind), given)
        rank = int(order.ranks[seq - 1]) if seq else 0
        if seq and self.key_at(order, rank, keys) == after:
            return rank + 1
        return self.halved(order, keys, after)

    def key_at(self, order: Order, rank: int, keys: Keys) -> Key:
        """Return the key of the record of a rank."""
        (body,) = self.bodies(order.places[rank : rank + 1])
        return key_in(body, keys)

    def halved(self, order: Order, keys: Keys, after: Key) -> int:
        """Return the same, found by halving what is left."""
        low, high = 0, len(order.places)
        while low < high:
            middle = (low + high) // 2
            if comes_after(self.key_at(order, middle, keys), after, keys):
                high = middle
            else:
                low = middle + 1
        return low

    def bodies(self, places: Array) -> list[bytes]:
        """Return the records at some places, as JSON."""
        return self.within.bodies.at(self.kind, numbers(places))

    def passing(self, places: Array) -> list[bytes]:
        """Return the same; none is kept for their sake."""
        return next(self.within.bodies.every(self.kind, [numbers(places)]))

    def ids(self, places: Array) -> list[str]:
        """Return the ids of the records at some places."""
        wanted = numbers(places)
        with self.within.engine.connect() as connection:
            rows = connection.execute(ids_at(self.kind), {"rows": wanted}).all()
        found = dict(map(tuple, rows))
        return [found[one] for one in wanted]


def numbers(places: Array) -> list[int]:
    """Return the numbers of the records at some places."""
    counted: list[int] = (places + 1).tolist()
    return counted
