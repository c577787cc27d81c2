"""What each kind of query parameter selects."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from api.store import search
from api.store.tables import TABLES, VALUES
from schemas.edtf import bounds
from schemas.queries import AnyOf, AtLeast, Flag, SaidFrom, SaidTo, Words

Clause = sa.ColumnElement[bool]
Codebook = Mapping[str, Sequence[str]]


def any_of(kind: str, field: AnyOf, values: list[str], codebook: Codebook) -> Clause:
    """Match any of the given values."""
    table, links = TABLES[kind], VALUES.get((kind, field.member))
    if links is None:
        return table.c[field.member].in_(values)
    return table.c.seq.in_(sa.select(links.c.seq).where(links.c.value.in_(values)))


def at_least(kind: str, field: AtLeast, value: str, codebook: Codebook) -> Clause:
    """Match a value and all that the codebook puts before it."""
    order = codebook[field.member]
    return TABLES[kind].c[field.member].in_(order[: order.index(value) + 1])


def said_from(kind: str, field: SaidFrom, value: str, codebook: Codebook) -> Clause:
    """Match what may have been said on the first day of a date or later."""
    earliest = str(bounds(value).earliest)
    return TABLES[kind].c[f"{field.member}_latest"] >= earliest


def said_to(kind: str, field: SaidTo, value: str, codebook: Codebook) -> Clause:
    """Match what may have been said on the last day of a date or earlier."""
    return TABLES[kind].c[f"{field.member}_earliest"] <= str(bounds(value).latest)


def flag(kind: str, field: Flag, value: bool, codebook: Codebook) -> Clause:
    """Match what is so, or what is not."""
    return TABLES[kind].c[str(field.name)] == int(value)


def words(kind: str, field: Words, value: str, codebook: Codebook) -> Clause:
    """Match what holds every word."""
    return search.matches(kind, value)


CLAUSES: dict[type, Callable[[str, Any, Any, Codebook], Clause]] = {
    AnyOf: any_of,
    AtLeast: at_least,
    SaidFrom: said_from,
    SaidTo: said_to,
    Flag: flag,
    Words: words,
}
