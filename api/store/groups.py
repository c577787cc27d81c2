"""How many positions there are of each group, paged like every list."""

import math
from bisect import bisect
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any, NamedTuple

import numpy as np

from api.store.cursors import Key, decode, encode, fingerprint
from api.store.edition import Edition
from api.store.listing import Query, comes_after, filters_of
from api.store.marks import Array
from api.store.ordering import Keys
from api.store.paging import Page, render
from api.store.ranking import numbered, ordered
from api.store.selection import Selection
from schemas.fields import Code, Reference
from schemas.groups import GroupSchema

KIND = "positions"
SOURCE = "citations.source"
DATE = "said_on_latest"
LARGEST = 4_000_000
LENGTHS = {"month": 7, "year": 4}
TARGETS = {
    name: field.target
    for name, field in GroupSchema().fields.items()
    if isinstance(field, Code | Reference)
}


class Groups(NamedTuple):
    """Groups: the codes of each member, what they stand for, and how many positions there are."""

    codes: dict[str, Array]
    known: dict[str, list[str]]
    counts: Array

    def key(self, place: int, order: Keys) -> Key:
        """Return the values that the group at a place is sorted by."""
        told = {name: known[self.codes[name][place]] for name, known in self.known.items()}
        return [(told | {"count": int(self.counts[place])})[name] for name, _ in order]

    def ranks(self, order: Keys) -> list[Array]:
        """Return by what groups are sorted, each so that it ascends."""
        held = {**self.codes, "count": self.counts}
        return [-held[name] if down else held[name] for name, down in order]

    def told(self, edition: Edition, place: int) -> dict[str, Any]:
        """Return the group at a place, with labels."""
        values = {name: self.known[name][codes[place]] for name, codes in self.codes.items()}
        record: dict[str, Any] = {"id": "|".join(values.values())}
        for name, value in values.items():
            record[name] = value
            if name in TARGETS:
                record[f"{name}_label"] = edition.known(TARGETS[name])[value]
        return record | {"count": int(self.counts[place])}


def page(edition: Edition, query: Query) -> Page:
    """Return a page of groups; raise BadCursor."""
    groups, limit = groups_of(edition, query), query["limit"]
    goes_on = "cursor" in query
    places = in_order(groups, query, None if goes_on else limit)
    begin = first_after(groups, places, query) if goes_on else 0
    records = [groups.told(edition, place) for place in places[begin : begin + limit]]
    total = len(groups.counts)
    next = cursor_after(query, records[-1]) if begin + len(records) < total else None
    return Page(list(map(render, records)), total, filters_of(KIND, query), next)


def stream(edition: Edition, query: Query) -> Iterator[bytes]:
    """Return all groups, told while they are asked for."""
    groups = groups_of(edition, query)
    for place in in_order(groups, query):
        yield render(groups.told(edition, place))


def groups_of(edition: Edition, query: Query) -> Groups:
    """Return the groups with their counts; a position counts once for each source it cites."""
    found, names = edition.selection(KIND, query), query["group_by"]
    members, known = codes_of(found, names)
    sizes = [len(known[name]) for name in names]
    crossed = numbered([members[name] for name in names], sizes)
    groups, counts = counted(crossed, math.prod(sizes))
    codes = np.unravel_index(groups, sizes)
    return Groups(dict(zip(names, codes, strict=True)), known, counts)


def counted(crossed: Array, size: int) -> tuple[Array, Array]:
    """Return the numbers that occur among some, all below a size, and how often each does."""
    if size > LARGEST:
        return np.unique(crossed, return_counts=True)
    counts = np.bincount(crossed)
    occurring = np.flatnonzero(counts)
    return occurring, counts[occurring]


def codes_of(
    found: Selection, names: Sequence[str]
) -> tuple[dict[str, Array], dict[str, list[str]]]:
    """Return the codes of each member that positions are grouped by, and what they stand for."""
    cited, citing = found.linked(SOURCE) if "source" in names else (np.empty(0), None)
    codes, known = {}, {}
    for name in names:
        if name == "source":
            codes[name], known[name] = cited, found.column(SOURCE).known
        elif name in LENGTHS:
            known[name], shortened = shortened_dates(found, LENGTHS[name])
            codes[name] = shortened[codes_at(found, DATE, citing)]
        else:
            codes[name], known[name] = codes_at(found, name, citing), found.column(name).known
    return codes, known


def codes_at(found: Selection, member: str, places: Array | None) -> Array:
    """Return the codes of a member at some places; without any, of all that is found."""
    return found.codes(member) if places is None else found.column(member).codes[places]


def shortened_dates(found: Selection, length: int) -> tuple[list[str], Array]:
    """Return the months or years of all days, and for the code of each day that of its own."""
    short = [day[:length] for day in found.column(DATE).known]
    known = sorted(set(short))
    return known, np.searchsorted(known, short).astype(np.uint16)


def in_order(groups: Groups, query: Query, count: int | None = None) -> Array:
    """Return the places of the first groups, or of all, in the order that is asked for."""
    return ordered(groups.ranks(order(query)), count)


def first_after(groups: Groups, places: Array, query: Query) -> int:
    """Return how many groups do not come after the cursor of a query; raise BadCursor."""
    keys = order(query)
    types = [int if name == "count" else str for name, _ in keys]
    after = decode(mark_of(query), query["cursor"], types)
    keys_of = partial(groups.key, order=keys)
    return bisect(places, False, key=lambda place: comes_after(keys_of(place), after, keys))


def cursor_after(query: Query, record: dict[str, Any]) -> str:
    """Return the cursor after a group."""
    return encode(mark_of(query), [record[name] for name, _ in order(query)])


def mark_of(query: Query) -> str:
    """Return the fingerprint by which a list of groups knows its cursors."""
    return fingerprint("groups", filters_of(KIND, query), query["group_by"], query["sort"])


def order(query: Query) -> Keys:
    """Return what to sort by, each with whether it descends; all members, so that it is unique."""
    keys: dict[str, bool] = {}
    for word in (*query["sort"], *query["group_by"]):
        keys.setdefault(word.removeprefix("-"), word.startswith("-"))
    return tuple(keys.items())
