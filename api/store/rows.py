"""A version of a record as the rows that the store keeps of it."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from api.dataset.differences import digest
from api.store.paging import render
from api.store.tables import single_members


class Version(NamedTuple):
    """A record as it was from one edition to another, and what it is ranked by."""

    first: int
    last: int
    record: dict[str, Any]
    ranks: dict[str, int]

    def goes_on(self, later: "Version") -> bool:
        """Tell whether the record is the same in the next edition."""
        return self.last == later.first - 1 and self[2:] == later[2:]


def roots(versions: Sequence[Version]) -> Iterator[str]:
    """Return, for each version, the first id that its record ever had; an alias leads to it.

    A record that is given an earlier id back is the same again.
    """
    known: dict[str, str] = {}
    for version in versions:
        names = [version.record["id"], *version.record.get("aliases", ())]
        root = next((known[name] for name in names if name in known), names[0])
        known |= {name: known.get(name, root) for name in names}
        yield root


def row(kind: str, seq: int, version: Version) -> dict[str, Any]:
    """Return the row of a version."""
    record = version.record
    columns = {member: stored(record[member]) for member in single_members(kind)}
    lived = {"first": version.first, "last": version.last}
    told = {"id": record["id"], "essence": digest(kind, record), "body": render(record)}
    return {"seq": seq} | told | lived | columns | version.ranks


def stored(value: Any) -> Any:
    """Return a value as a column holds it: no nulls, and a truth as a number."""
    if isinstance(value, bool):
        return int(value)
    return "" if value is None else value


def text_of(record: dict[str, Any], members: tuple[str, ...]) -> str:
    """Return the text of some members."""
    return "\n".join(text for member in members for text in values_at(record, member))


def values_at(record: Any, member: str) -> Iterator[str]:
    """Return the known values at a path of members such as `citations.source`."""
    if isinstance(record, list):
        for item in record:
            yield from values_at(item, member)
    elif member:
        first, _, rest = member.partition(".")
        yield from values_at(record[first], rest)
    elif record is not None:
        yield record
