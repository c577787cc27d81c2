"""Which of a party's standing positions on a provision is its headline, and which stand beside it.

The codebook's rule `headline` is an order of columns; only the bodies of headlines are read.
"""

import json
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np

from api.store.marks import Array
from api.store.ranking import ordered
from api.store.selection import Selection, Selections

Query = dict[str, Any]
Record = dict[str, Any]
Cell = tuple[str, str]

SELECTS = ("party", "issue", "provision", "as_of")
CELL = ("party", "provision")
RULE = ("authority_rank", "said_on_latest", "attribution_rank", "id")
SIDE = ("stance", "direction")
SIGNS = (1, -1, 1, 1)
ORIGIN = "citations.source_origin"


class Answer(NamedTuple):
    """What stands in a cell: the headline, the ids of the others, and on how many originals."""

    headline: Record | None
    others: Sequence[str]
    origins: int


Answers = dict[Cell, Answer]


def whole(selections: Selections, query: Query) -> Answers:
    """Return the answers that a query selects, by party and provision."""
    found = selections.of("positions", selection(query))
    cells, places = by_rule(found)
    begins = np.diff(cells, prepend=-1) != 0
    heads = [json.loads(body) for body in found.bodies(places[begins])]
    others: list[list[str]] = [[] for _ in heads]
    for number, id in zip((begins.cumsum() - 1)[~begins], found.ids(places[~begins]), strict=True):
        others[number].append(id)
    origins = counted_origins(found, places, begins.cumsum() - 1)
    return dict(zip(named(found, places[begins]), map(Answer, heads, others, origins), strict=True))


def brief(selections: Selections, query: Query) -> Answers:
    """Return the same with only the id, the stance and the direction of each headline."""
    found = selections.of("positions", selection(query))
    cells, places = by_rule(found)
    heads = places[np.diff(cells, prepend=-1) != 0]
    sides = (found.values_at(member, heads) for member in SIDE)
    told = zip(found.ids(heads), *sides, strict=True)
    answers = [Answer(dict(zip(("id", *SIDE), one, strict=True)), (), 0) for one in told]
    return dict(zip(named(found, heads), answers, strict=True))


def named(found: Selection, places: Array) -> Iterator[Cell]:
    """Return the party and the provision of positions."""
    party, provision = (found.values_at(member, places) for member in CELL)
    return zip(party, provision, strict=True)


def by_rule(found: Selection) -> tuple[Array, Array]:
    """Return the cell of each position and its place, cell by cell and by the rule."""
    party, provision = (found.codes(member).astype(np.int64) for member in CELL)
    cells = party * len(found.column("provision").known) + provision
    ranks = [found.codes(member).astype(np.int64) for member in RULE]
    signed = [rank * sign for rank, sign in zip(ranks, SIGNS, strict=True)]
    order = ordered([cells, *signed])
    return cells[order], found.places()[order]


def counted_origins(found: Selection, places: Array, numbers: Array) -> list[int]:
    """Return on how many originals the positions of each numbered cell rest."""
    column = found.column(ORIGIN)
    origins, owners = column.of(places)
    pairs = np.unique(numbers[owners] * len(column.known) + origins)
    cells = numbers.max(initial=-1) + 1
    counts: list[int] = np.bincount(pairs // len(column.known), minlength=cells).tolist()
    return counts


def selection(query: Query) -> Query:
    """Return the part of a query that selects."""
    return {name: query[name] for name in SELECTS if name in query}
