"""Which of a party's standing positions on a provision is its headline, and which stand beside it.

The codebook's rule `headline` is columns of the table, so that the database chooses and only the
bodies of headlines are read.
"""

import json
from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

import sqlalchemy as sa

from api.store.filters import clauses
from api.store.tables import TABLES, VALUES, headline_order

Query = dict[str, Any]
Record = dict[str, Any]
Cell = tuple[str, str]

SELECTS = ("party", "issue", "provision", "as_of")
POSITIONS = TABLES["positions"].c
CELL = (POSITIONS.party, POSITIONS.provision)
RULE = headline_order(TABLES["positions"])


class Answer(NamedTuple):
    """What stands in a cell: the headline, the ids of the others, and on how many originals."""

    headline: Record | None
    others: Sequence[str]
    origins: int


def read(connection: sa.Connection, edition: int, query: Query) -> dict[Cell, Answer]:
    """Return the answers that a query selects, by party and provision."""
    given = selection(query)
    names, parameters = tuple(given), given | {"edition": edition}
    cells: dict[Cell, list[Any]] = defaultdict(list)
    for row in connection.execute(standing(names), parameters):
        cells[row.party, row.provision].append(row)
    counted = connection.execute(counting_origins(names), parameters)
    origins = {(party, provision): count for party, provision, count in counted}
    return {
        cell: Answer(json.loads(first.body), [row.id for row in others], origins[cell])
        for cell, (first, *others) in cells.items()
    }


def selection(query: Query) -> Query:
    """Return the part of a query that selects."""
    return {name: query[name] for name in SELECTS if name in query}


@cache
def standing(names: tuple[str, ...]) -> sa.Select[Any]:
    """Return the statement that selects standing positions by the rule, headlines with a body."""
    found, head = placed(names), TABLES["positions"].alias()
    chosen = sa.and_(head.c.seq == found.c.seq, found.c.place == 1)
    told = (found.c.party, found.c.provision, found.c.id, head.c.body)
    statement = sa.select(*told).select_from(found.outerjoin(head, chosen))
    return statement.order_by(found.c.party, found.c.provision, found.c.place)


def placed(names: tuple[str, ...]) -> sa.Subquery:
    """Return the standing positions, each with its place in its cell; that of a headline is 1."""
    place = sa.func.row_number().over(partition_by=CELL, order_by=RULE).label("place")
    statement = sa.select(POSITIONS.seq, POSITIONS.id, *CELL, place)
    return statement.where(*clauses("positions", names)).subquery()


@cache
def counting_origins(names: tuple[str, ...]) -> sa.Select[Any]:
    """Return the statement that counts the originals that the answers of each cell rest on."""
    cited = VALUES["positions", "citations.source_origin"].c
    wanted = [POSITIONS.seq == cited.seq, *clauses("positions", names)]
    statement = sa.select(*CELL, sa.func.count(cited.value.distinct())).where(*wanted)
    return statement.group_by(*CELL)
