"""The members of records as columns of codes, read into memory when they are first asked for.

A version of a record has a place in every column of its kind, `seq` - 1. A code is the place of a
value among all values of the member, in their order, so that codes compare as values do. What a
list selects, counts and orders by is worked out on columns alone, which are some bytes a record. A
member of many values has beside each code its owner, the place of a record; owners ascend.
"""

import json
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from functools import cache, cached_property, lru_cache, reduce
from operator import or_
from typing import Any

import numpy as np
import sqlalchemy as sa

from api.store.marks import Array, Marks, Mask, marked, nothing
from api.store.tables import COLUMNS, is_plural

EIGHTH, FEW, REMEMBERED = 8, 8, 32
KEPT, OVERHEAD = 2 * 1024 * 1024, 400


class Column:
    """The codes of one member of so many records, and what they stand for.

    What was compared with one code is remembered, two megabytes of it.
    """

    def __init__(
        self, codes: Array, owners: Array | None, size: int, read_known: Callable[[], str]
    ) -> None:
        self.codes = codes
        self.owners = np.empty(0, np.uint32) if owners is None else owners
        self.is_plural = owners is not None
        self.size = size
        self.read_known = read_known
        self.where = lru_cache(KEPT // (size // 8 + OVERHEAD))(self.compared)

    @cached_property
    def known(self) -> list[Any]:
        """All values, in order."""
        values: list[Any] = json.loads(self.read_known())
        return values

    def below(self, value: Any) -> int:
        """Return the first code that does not stand for less than a value."""
        return bisect_left(self.known, value)

    def above(self, value: Any) -> int:
        """Return the first code that stands for more than a value."""
        return bisect_right(self.known, value)

    def code_of(self, value: Any) -> int | None:
        """Return the code that stands for a value, if it occurs."""
        code = self.below(value)
        return code if code < len(self.known) and self.known[code] == value else None

    def having(self, values: Sequence[Any]) -> Marks:
        """Mark what has one of some values."""
        codes = [code for value in values if (code := self.code_of(value)) is not None]
        if len(codes) <= FEW:
            each = (self.where(np.equal, code) for code in codes)
            return reduce(or_, each) if codes else nothing(self.size)
        wanted = np.zeros(len(self.known), bool)
        wanted[codes] = True
        return self.marks(np.take(wanted, self.codes))

    def since(self, value: Any) -> Marks:
        """Mark what has a value or more."""
        return self.where(np.greater_equal, self.below(value))

    def after(self, value: Any) -> Marks:
        """Mark what has more than a value."""
        return self.where(np.greater_equal, self.above(value))

    def until(self, value: Any) -> Marks:
        """Mark what has a value or less."""
        return self.where(np.less, self.above(value))

    def compared(self, comparison: np.ufunc, code: int) -> Marks:
        """Mark what has codes of which a comparison with one is true."""
        return self.marks(comparison(self.codes, code))

    def marks(self, found: Mask) -> Marks:
        """Mark the records of some codes."""
        if not self.is_plural:
            return marked(found)
        flags = np.zeros(self.size, bool)
        flags[self.owners[found]] = True
        return marked(flags)

    def within(self, marks: Mask) -> tuple[Array, Array]:
        """Return the codes of the owners that are marked, each with its owner."""
        places = np.flatnonzero(marks)
        if len(places) > len(marks) / EIGHTH:
            among = np.take(marks, self.owners)
            return self.codes[among], self.owners[among]
        codes, of_which = self.of(places)
        return codes, places[of_which]

    def of(self, places: Array) -> tuple[Array, Array]:
        """Return the codes of some owners, each with the place of its owner among these."""
        if len(places) > len(self.owners) / EIGHTH:
            return self.of_many(places)
        wanted = places.astype(self.owners.dtype)
        first = np.searchsorted(self.owners, wanted)
        counts = np.searchsorted(self.owners, wanted, "right") - first
        within = np.arange(counts.sum()) - np.repeat(counts.cumsum() - counts, counts)
        at = np.repeat(first, counts) + within
        return self.codes[at], np.repeat(np.arange(len(places)), counts)

    def of_many(self, places: Array) -> tuple[Array, Array]:
        """Return the same, found by going through all codes."""
        ranks = np.full(int(max(self.owners.max(initial=0), places.max(initial=0))) + 1, -1)
        ranks[places] = np.arange(len(places))
        among = ranks[self.owners]
        return self.codes[among >= 0], among[among >= 0]


class Columns:
    """The columns of a store."""

    def __init__(self, engine: sa.Engine) -> None:
        self.engine = engine
        self.read: dict[tuple[str, str], Column] = {}
        self.alive = lru_cache(REMEMBERED)(self.lived)

    def column(self, kind: str, member: str) -> Column:
        """Return the column of a member."""
        if (kind, member) not in self.read:
            row = self.row(reading(), kind, member)
            codes = np.frombuffer(row.codes, row.form)
            owners = np.frombuffer(row.owners, "<u4") if is_plural(kind, member) else None
            size = self.size(kind) if owners is not None else len(codes)
            self.read[kind, member] = Column(
                codes, owners, size, lambda: self.row(knowing(), kind, member).known
            )
        return self.read[kind, member]

    def row(self, statement: sa.Select[Any], kind: str, member: str) -> Any:
        """Return what a statement selects of a member."""
        with self.engine.connect() as connection:
            return connection.execute(statement, {"kind": kind, "member": member}).one()

    def codes(self, kind: str, member: str) -> Array:
        """Return the codes of a member."""
        return self.column(kind, member).codes

    def size(self, kind: str) -> int:
        """Return how many versions of records of a kind there are."""
        return len(self.codes(kind, "id"))

    def lived(self, kind: str, edition: int) -> Marks | None:
        """Mark the versions that lived in an edition; None, if all did."""
        first, last = self.column(kind, "first"), self.column(kind, "last")
        alive = first.until(edition) & last.since(edition)
        return None if alive.count() == alive.size else alive


@cache
def reading() -> sa.Select[Any]:
    """Return the statement that selects the codes of a member."""
    table = COLUMNS.c
    wanted = (table.kind == sa.bindparam("kind"), table.member == sa.bindparam("member"))
    return sa.select(table.form, table.codes, table.owners).where(*wanted)


@cache
def knowing() -> sa.Select[Any]:
    """Return the statement that selects what the codes of a member stand for."""
    table = COLUMNS.c
    wanted = (table.kind == sa.bindparam("kind"), table.member == sa.bindparam("member"))
    return sa.select(table.known).where(*wanted)
