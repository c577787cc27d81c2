"""The statements that find records by what they are, or were, called."""

from functools import cache
from typing import Any

import sqlalchemy as sa

from api.store.among import among
from api.store.tables import ALIASES, TABLES, alive

SOME = 200


@cache
def every(kind: str) -> sa.Select[Any]:
    """Return the statement that selects all records of a kind."""
    table = TABLES[kind].c
    return sa.select(table.seq, table.id, table.body).where(alive(kind))


@cache
def by_ids(kind: str) -> sa.Select[Any]:
    """Return the statement that selects the records of a kind with some `ids`."""
    return every(kind).where(TABLES[kind].c.id.in_(sa.bindparam("ids", expanding=True)))


@cache
def ids_at(kind: str) -> sa.Select[Any]:
    """Return the statement that selects the ids of a kind in some `rows`."""
    table = TABLES[kind].c
    return sa.select(table.seq, table.id).where(among(table.seq))


@cache
def seq_of(kind: str) -> sa.Select[Any]:
    """Return the statement that selects the number of the row with an `id`."""
    table = TABLES[kind].c
    return sa.select(table.seq).where(table.id == sa.bindparam("id"), alive(kind))


@cache
def rows_at(kind: str, form: str) -> sa.Select[Any]:
    """Return the statement that selects the records of a kind in some `rows`, in a form."""
    table = TABLES[kind].c
    return sa.select(table.seq, table[form]).where(among(table.seq))


@cache
def rows_between(kind: str, form: str) -> sa.Select[Any]:
    """Return the statement that selects the records of a kind from `low` to `high`, in a form."""
    table = TABLES[kind].c
    wanted = table.seq.between(sa.bindparam("low"), sa.bindparam("high"))
    return sa.select(table.seq, table[form]).where(wanted)


@cache
def beginning(kind: str) -> sa.Select[Any]:
    """Return the statement that selects some ids of a kind from `begin` to `end`."""
    id = TABLES[kind].c.id
    some = sa.select(id).where(id >= sa.bindparam("begin"), id < sa.bindparam("end"))
    return some.where(alive(kind)).order_by(id).limit(SOME)


@cache
def by_alias(kind: str) -> sa.Select[Any]:
    """Return the statement that selects the record of a kind that had an `alias` as its id."""
    old = ALIASES[kind].c
    bearers = sa.select(old.seq).where(old.value == sa.bindparam("alias"))
    return every(kind).where(TABLES[kind].c.seq.in_(bearers))
