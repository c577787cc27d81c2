"""The order in which lists tell records unless another is asked for: records are numbered by it.

So what is listed lies together, and an export of everything reads an edition from end to end.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from api.store.listing import order_of, sort_field
from api.store.ordering import Keys
from api.store.rows import Version, stored

Found = tuple[Version, str]


def usual_order(kind: str) -> Keys:
    """Return the members by which lists of a kind are sorted, each with whether it descends."""
    return order_of(kind, sort_field(kind).load_default)


def places(kind: str, values: Mapping[str, Sequence[Any]]) -> list[int]:
    """Return the places of records in their usual order; `values` has theirs of each member."""
    members = usual_order(kind)
    found = list(range(len(values[members[0][0]])))
    for member, down in reversed(members):
        found.sort(key=values[member].__getitem__, reverse=down)
    return found


def in_usual_order(kind: str, found: Sequence[Found]) -> list[Found]:
    """Return versions with their roots in their usual order; versions of one as they come."""
    records = [version.record for version, _ in found]
    values = {
        member: [stored(record[member]) for record in records] for member, _ in usual_order(kind)
    }
    return [found[place] for place in places(kind, values)]
