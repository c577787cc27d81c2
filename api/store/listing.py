"""What a query asks of a list: which filters with which values, which order, and from where on."""

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Any

import orjson

from api.store.cursors import Key, decode, encode, fingerprint
from api.store.filters import FILTERS, Orders
from api.store.ordering import Keys
from api.store.rows import stored
from api.store.tables import is_whole
from schemas.kinds import QUERIES
from schemas.parameters import Sort

Query = dict[str, Any]


def filters_of(kind: str, query: Query) -> Query:
    """Return the part of a query that selects."""
    return {name: query[name] for name in filter_names(kind) if name in query}


def parameters_of(kind: str, filters: Query, orders: Orders) -> Query:
    """Return what the filters of a query look for."""
    fields = QUERIES[kind].fields
    return {
        name: FILTERS[type(fields[name])].value(fields[name], value, orders)
        for name, value in filters.items()
    }


def mark_of(kind: str, query: Query) -> str:
    """Return the fingerprint by which a list knows its cursors."""
    return fingerprint(kind, filters_of(kind, query), query["sort"])


def cursor_after(kind: str, query: Query, body: bytes) -> str:
    """Return the cursor after a record, which is given as JSON."""
    return encode(mark_of(kind, query), key_in(body, order_of(kind, query["sort"])))


def cursor_key(kind: str, query: Query) -> Key:
    """Return the sort keys in a query's cursor; raise BadCursor."""
    types = [int if is_whole(kind, member) else str for member, _ in order_of(kind, query["sort"])]
    return decode(mark_of(kind, query), query["cursor"], types)


@lru_cache(maxsize=512)
def key_in(body: bytes, order: Keys) -> Key:
    """Return the values that a record, given as JSON, is sorted by."""
    record = orjson.loads(body)
    return [stored(record[member]) for member, _ in order]


def comes_after(key: Key, other: Key, order: Keys) -> bool:
    """Tell whether a key comes after another in an order."""
    for one, than, (_, down) in zip(key, other, order, strict=True):
        if one != than:
            return ([one] > [than]) is not down
    return False


def order_of(kind: str, sort: Sequence[str]) -> Keys:
    """Return the members to sort by, each with whether it descends; the last one is unique.

    A key that comes again has no effect; nothing is ordered further by what comes after the id.
    """
    return remembered(kind, tuple(sort))


@lru_cache(maxsize=256)
def remembered(kind: str, sort: tuple[str, ...]) -> Keys:
    """Return the same, worked out once."""
    members = sort_field(kind).keys
    keys: dict[str, bool] = {}
    for word in (*sort, "id"):
        keys.setdefault(members[word.removeprefix("-")], word.startswith("-"))
        if "id" in keys:
            break
    return tuple(keys.items())


@cache
def filter_names(kind: str) -> list[str]:
    """Return the parameters of a kind's query that select."""
    return [name for name, field in QUERIES[kind].fields.items() if type(field) in FILTERS]


def sort_field(kind: str) -> Sort:
    """Return the parameter by which a kind is sorted."""
    return next(field for field in QUERIES[kind].fields.values() if isinstance(field, Sort))
