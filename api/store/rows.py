"""A version of a record as the rows that the store keeps of it."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from api.dataset.differences import digest
from api.store.delimited import delimited, whole
from api.store.paging import render
from api.store.tables import compared_members, single_members
from schemas.kinds import QUERIES, SCHEMAS


class Version(NamedTuple):
    """A record as it was from one edition to another, and what it is ranked by."""

    first: int
    last: int
    record: dict[str, Any]
    ranks: dict[str, int]

    def goes_on(self, later: "Version") -> bool:
        """Tell whether the record is the same in the next edition."""
        return self.last == later.first - 1 and self[2:] == later[2:]


def roots(versions: Iterable[Version]) -> Iterator[str]:
    """Return, for each version, the first id that its record ever had; an alias leads to it.

    A record that is given an earlier id back is the same again.
    """
    known: dict[str, str] = {}
    for version in versions:
        names = [version.record["id"], *version.record.get("aliases", ())]
        root = next((known[name] for name in names if name in known), names[0])
        known |= {name: known.get(name, root) for name in names}
        yield root


def row(kind: str, seq: int, version: Version, root: str) -> tuple[Any, ...]:
    """Return the row of a version, in the order of the columns of its table."""
    record = version.record
    compared = [stored(record[member]) for member in compared_members(kind)]
    lived = (version.first, version.last, root, digest(kind, record))
    told = [render(record)]
    if kind in QUERIES:
        told.append(delimited(SCHEMAS[kind], whole(kind), record).encode())
    return (seq, record["id"], *lived, *compared, *told)


def singles(kind: str, version: Version) -> tuple[Any, ...]:
    """Return the values of a version that have a column of codes."""
    record = version.record
    members = [stored(record[member]) for member in single_members(kind)]
    return (record["id"], version.first, version.last, *members, *version.ranks.values())


def stored(value: Any) -> Any:
    """Return a value as a column holds it: no nulls, and a truth as a number."""
    if isinstance(value, bool):
        return int(value)
    return "" if value is None else value


def text_of(record: dict[str, Any], members: tuple[str, ...]) -> str:
    """Return the text of some members."""
    return "\n".join(text for member in members for text in values_at(record, member))


def values_at(record: dict[str, Any], member: str) -> list[Any]:
    """Return the known values at a path of members such as `citations.source`."""
    name, _, rest = member.partition(".")
    value = record[name]
    found = value if isinstance(value, list) else [] if value is None else [value]
    return [deeper for one in found for deeper in values_at(one, rest)] if rest else found
