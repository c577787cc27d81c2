"""The members of records as columns of codes, read into memory when they are first asked for.

A version of a record has a place in every column of its kind, `seq` - 1. A code is the place of a
value among all values of the member, in their order, so that codes compare as values do. What a
list selects, counts and orders by is worked out on columns alone, which are some bytes a record. A
member of many values has beside each code its owner, the place of a record; owners ascend.
"""

import json
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from functools import cache, cached_property, lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
import sqlalchemy as sa

from api.store.tables import COLUMNS

EIGHTH, FEW, REMEMBERED = 8, 8, 32

Array = npt.NDArray[Any]
Mask = npt.NDArray[np.bool_]


class Column:
    """The codes of one member, and what they stand for."""

    def __init__(self, codes: Array, owners: Array, read_known: Callable[[], str]) -> None:
        self.codes = codes
        self.owners = owners
        self.read_known = read_known

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

    def having(self, values: Sequence[Any]) -> Mask:
        """Return where the codes stand for one of some values."""
        codes = [code for value in values if (code := self.code_of(value)) is not None]
        if len(codes) == 1:
            return self.codes == codes[0]  # type: ignore[no-any-return]
        if len(codes) <= FEW:
            found = np.zeros(len(self.codes), bool)
            for code in codes:
                found |= np.equal(self.codes, code)
            return found
        wanted = np.zeros(len(self.known), bool)
        wanted[codes] = True
        return np.take(wanted, self.codes)

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
            codes, owners = np.frombuffer(row.codes, row.form), np.frombuffer(row.owners, "<u4")
            self.read[kind, member] = Column(
                codes, owners, lambda: self.row(knowing(), kind, member).known
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

    def lived(self, kind: str, edition: int) -> Mask | None:
        """Return which versions lived in an edition; None, if all did."""
        first, last = self.column(kind, "first"), self.column(kind, "last")
        alive = (first.codes < first.above(edition)) & (last.codes >= last.below(edition))
        return None if alive.all() else alive


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
