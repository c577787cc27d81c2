"""What each kind of query parameter selects: a mark for each version of a record of a kind.

A filter is told its own field and the value that it is given; what it looks at are columns, but for
words, which have an index of their own.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from api.store import search
from api.store.columns import Columns
from api.store.marks import Marks
from schemas.edtf import bounds
from schemas.kinds import QUERIES
from schemas.parameters import AnyOf, AtLeast, Flag, From, Until, Words
from schemas.validity import AsOf

Orders = Mapping[str, Sequence[str]]


class Filter(NamedTuple):
    """How a kind of parameter selects: `mark(columns, kind, field, value)`, and the value.

    `value(field, given, orders)` is what is looked for, of what a client gave.
    """

    mark: Callable[[Columns, str, Any, Any], Marks]
    value: Callable[[Any, Any, Orders], Any]


def any_of(columns: Columns, kind: str, field: AnyOf | AtLeast, values: Sequence[Any]) -> Marks:
    """Mark what has any of some values."""
    return columns.column(kind, field.member).having(values)


def from_day(columns: Columns, kind: str, field: From, day: str) -> Marks:
    """Mark what may be dated on a day or later."""
    return columns.column(kind, f"{field.member}_latest").since(day)


def until_day(columns: Columns, kind: str, field: Until, day: str) -> Marks:
    """Mark what may be dated on a day or earlier."""
    return columns.column(kind, f"{field.member}_earliest").until(day)


def as_of(columns: Columns, kind: str, field: AsOf, day: str) -> Marks:
    """Mark what was certain to have been said by a day, and not ended by then."""
    latest = columns.column(kind, f"{field.member}_latest")
    ended = columns.column(kind, field.ended_by)
    return latest.until(day) & (ended.after(day) | ended.having([""]))


def flag(columns: Columns, kind: str, field: Flag, value: int) -> Marks:
    """Mark what is so, or what is not."""
    return columns.column(kind, str(field.name)).having([value])


def words(columns: Columns, kind: str, field: Words, text: str) -> Marks:
    """Mark what holds every word."""
    with columns.engine.connect() as connection:
        return search.holding(connection, kind, columns.size(kind), text)


def stronger(field: AtLeast, given: str, orders: Orders) -> Sequence[str]:
    """Return a value and all that the codebook puts before it."""
    order = orders.get(field.member, ())
    return order[: order.index(given) + 1]


FILTERS: dict[type, Filter] = {
    AnyOf: Filter(any_of, lambda field, given, orders: given),
    AtLeast: Filter(any_of, stronger),
    From: Filter(from_day, lambda field, given, orders: str(bounds(given).earliest)),
    Until: Filter(until_day, lambda field, given, orders: str(bounds(given).latest)),
    AsOf: Filter(as_of, lambda field, given, orders: given),
    Flag: Filter(flag, lambda field, given, orders: int(given)),
    Words: Filter(words, lambda field, given, orders: given),
}


def selected(columns: Columns, kind: str, edition: int, given: Mapping[str, Any]) -> Marks | None:
    """Return the marks of what some parameters select in an edition; None, if that is all.

    What is given are values that filters look for.
    """
    marks = columns.alive(kind, edition)
    fields = QUERIES[kind].fields
    for name, value in given.items():
        one = FILTERS[type(fields[name])].mark(columns, kind, fields[name], value)
        marks = one if marks is None else marks & one
    return marks
