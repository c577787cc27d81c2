"""Write the columns of codes: gathered while the tables are filled."""

from array import array
from collections.abc import Iterable, Sequence
from typing import Any

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


class Coding:
    """The values of one member of all records, in the order of the records or of their owners."""

    def __init__(self) -> None:
        self.known = Codes()
        self.codes = array("I")
        self.owners = array("I")

    def take(self, values: Iterable[Any]) -> None:
        """Take more values."""
        self.codes.extend(map(self.known.__getitem__, values))

    def row(self) -> dict[str, Any]:
        """Return the row: the values in order, and the place of each record's value among them."""
        known = sorted(self.known)
        form = next(form for form in FORMS if len(known) <= np.iinfo(form).max)
        places = np.empty(len(known), form)
        places[[self.known[value] for value in known]] = np.arange(len(known), dtype=form)
        codes = places[np.frombuffer(self.codes, "u4")]
        owners = np.frombuffer(self.owners, "u4").astype("<u4")
        held = {"codes": codes.tobytes(), "owners": owners.tobytes()}
        return {"form": form, "known": render(known)} | held


class Codings:
    """The columns of all kinds that have a list."""

    def __init__(self) -> None:
        members = {kind: (*coded_members(kind), *plural_members(kind)) for kind in QUERIES}
        self.codings = {(kind, one): Coding() for kind in members for one in members[kind]}

    def take(self, kind: str, rows: Sequence[tuple[Any, ...]]) -> None:
        """Take the values of some more records, each in the order of the members."""
        if kind in QUERIES:
            for member, values in zip(coded_members(kind), zip(*rows, strict=True), strict=False):
                self.codings[kind, member].take(values)

    def take_links(self, kind: str, member: str, links: Sequence[tuple[Any, int]]) -> None:
        """Take some more values of a member of many, each with the number of its record."""
        if kind in QUERIES:
            coding = self.codings[kind, member]
            coding.take(value for value, _ in links)
            coding.owners.extend(seq - 1 for _, seq in links)

    def write(self, connection: sa.Connection) -> None:
        """Insert the columns."""
        for (kind, member), coding in self.codings.items():
            told = {"kind": kind, "member": member} | coding.row()
            connection.execute(sa.insert(COLUMNS), told)
