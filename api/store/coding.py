"""Write the columns of codes: gathered while the tables are filled."""

from array import array
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import numpy as np
import sqlalchemy as sa

from api.store.paging import render
from api.store.tables import COLUMNS, coded_members, plural_members
from schemas.kinds import QUERIES

FORMS = ("<u1", "<u2", "<u4")


class Codes(dict[Any, int]):
    """A number for each value, in the order in which the values come."""

    def __missing__(self, value: Any) -> int:
        self[value] = number = len(self)
        return number


class Coded(NamedTuple):
    """Some values: all that there are, which of them comes when, and whose it is if some have many.

    `owners` are the places of records.
    """

    known: list[Any]
    codes: "array[int]"
    owners: "array[int]"


def coded(values: Iterable[Any], owners: Iterable[int] = ()) -> Coded:
    """Return values as codes, which are smaller and sooner taken together than the values."""
    known = Codes()
    codes = array("I", map(known.__getitem__, values))
    return Coded(list(known), codes, array("I", owners))


class Coding:
    """The values of one member of all records, in the order of the records or of their owners."""

    def __init__(self) -> None:
        self.known = Codes()
        self.codes = array("I")
        self.owners = array("I")

    def take(self, told: Coded) -> None:
        """Take more values."""
        numbers = np.array([self.known[value] for value in told.known], "u4")
        self.codes.frombytes(numbers[np.frombuffer(told.codes, "u4")].tobytes())
        self.owners.extend(told.owners)

    def row(self) -> dict[str, Any]:
        """Return the row: the values in order, and the place of each record's value among them."""
        known = sorted(self.known)
        form = next(form for form in FORMS if len(known) <= np.iinfo(form).max)
        places = np.empty(len(known), form)
        places[[self.known[value] for value in known]] = np.arange(len(known), dtype=form)
        codes = places[np.frombuffer(self.codes, "u4")]
        owners = np.frombuffer(self.owners, "u4").astype("<u4")
        held = {"codes": codes.tobytes(), "owners": owners.tobytes()}
        return {"form": form, "known": render(known).decode()} | held


class Codings:
    """The columns of all kinds that have a list."""

    def __init__(self) -> None:
        members = {kind: (*coded_members(kind), *plural_members(kind)) for kind in QUERIES}
        self.codings = {(kind, one): Coding() for kind in members for one in members[kind]}

    def take(self, kind: str, told: Mapping[str, Coded]) -> None:
        """Take the values of the members of some more records."""
        for member, values in told.items():
            self.codings[kind, member].take(values)

    def write(self, connection: sa.Connection) -> None:
        """Insert the columns."""
        for (kind, member), coding in self.codings.items():
            told = {"kind": kind, "member": member} | coding.row()
            connection.execute(sa.insert(COLUMNS), told)
