"""What each kind of query parameter selects: a clause, and the value that it is given.

Clauses hold named parameters only, so that a statement is built once for all values; the name of
a parameter is that of the filter.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa

from api.store import search
from api.store.tables import TABLES, VALUES, alive
from schemas.edtf import bounds
from schemas.kinds import QUERIES
from schemas.queries import AnyOf, AtLeast, Flag, From, Until, Words
from schemas.validity import AsOf

Clause = sa.ColumnElement[bool]
Orders = Mapping[str, Sequence[str]]


class Filter(NamedTuple):
    """How a kind of parameter selects: `clause(kind, field)` and `value(field, given, orders)`."""

    clause: Callable[[str, Any], Clause]
    value: Callable[[Any, Any, Orders], Any]


def any_of(kind: str, field: AnyOf) -> Clause:
    """Match any of some values."""
    values: sa.BindParameter[Any] = sa.bindparam(field.name, expanding=True)
    if (links := VALUES.get((kind, field.member))) is None:
        return TABLES[kind].c[field.member].in_(values)
    return TABLES[kind].c.seq.in_(sa.select(links.c.seq).where(links.c.value.in_(values)))


def at_least(kind: str, field: AtLeast) -> Clause:
    """Match a value and every stronger one."""
    return TABLES[kind].c[field.member].in_(sa.bindparam(field.name, expanding=True))


def from_day(kind: str, field: From) -> Clause:
    """Match what may have been said on a day or later."""
    return TABLES[kind].c[f"{field.member}_latest"] >= sa.bindparam(field.name)


def until_day(kind: str, field: Until) -> Clause:
    """Match what may have been said on a day or earlier."""
    return TABLES[kind].c[f"{field.member}_earliest"] <= sa.bindparam(field.name)


def as_of(kind: str, field: AsOf) -> Clause:
    """Match what was certain to have been said by a day, and not ended by then."""
    columns = TABLES[kind].c
    day: sa.BindParameter[Any] = sa.bindparam(field.name)
    goes_on = sa.or_(columns[field.ended_by] == "", columns[field.ended_by] > day)
    return sa.and_(columns[f"{field.member}_latest"] <= day, goes_on)


def flag(kind: str, field: Flag) -> Clause:
    """Match what is so, or what is not."""
    return TABLES[kind].c[str(field.name)] == sa.bindparam(field.name)


def words(kind: str, field: Words) -> Clause:
    """Match what holds every word."""
    return search.matches(kind, str(field.name))


def stronger(field: AtLeast, given: str, orders: Orders) -> Sequence[str]:
    """Return a value and all that the codebook puts before it."""
    order = orders.get(field.member, ())
    return order[: order.index(given) + 1]


FILTERS: dict[type, Filter] = {
    AnyOf: Filter(any_of, lambda field, given, orders: given),
    AtLeast: Filter(at_least, stronger),
    From: Filter(from_day, lambda field, given, orders: str(bounds(given).earliest)),
    Until: Filter(until_day, lambda field, given, orders: str(bounds(given).latest)),
    AsOf: Filter(as_of, lambda field, given, orders: given),
    Flag: Filter(flag, lambda field, given, orders: int(given)),
    Words: Filter(words, lambda field, given, orders: given),
}


def clauses(kind: str, names: Iterable[str]) -> list[Clause]:
    """Return the clauses of some of a kind's parameters, and that of the edition."""
    fields = [QUERIES[kind].fields[name] for name in names]
    return [alive(kind), *[FILTERS[type(field)].clause(kind, field) for field in fields]]
