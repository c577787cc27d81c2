"""Which of a party's standing positions on a provision is its headline, and which stand beside it.

The codebook's rule `headline` is an order of columns; only the bodies of headlines are read.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
import orjson

from api.store.marks import Array
from api.store.ranking import ordered
from api.store.selection import Selection, Selections

Query = dict[str, Any]
Record = dict[str, Any]
Cell = tuple[str, str]

SELECTS = ("party", "issue", "provision", "as_of")
PARTY, PROVISION = CELL = ("party", "provision")
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


class Standing(NamedTuple):
    """The places of positions, cell by cell and in each by the rule, with the cell of each."""

    found: Selection
    cells: Array
    places: Array

    @property
    def begins(self) -> Array:
        """Which of them are headlines."""
        begins: Array = np.diff(self.cells, prepend=-1) != 0
        return begins

    @property
    def heads(self) -> Array:
        """The places of the headlines."""
        heads: Array = self.places[self.begins]
        return heads

    @property
    def provisions(self) -> Array:
        """The code of the provision of each position."""
        codes: Array = self.cells % len(self.found.column(PROVISION).known)
        return codes

    def on(self, provisions: Iterable[str]) -> "Standing":
        """Return what of it stands on some provisions."""
        column = self.found.column(PROVISION)
        wanted = np.zeros(len(column.known), bool)
        wanted[[code for one in provisions if (code := column.code_of(one)) is not None]] = True
        among = wanted[self.provisions]
        return Standing(self.found, self.cells[among], self.places[among])

    def counts(self, provisions: Iterable[str]) -> list[int]:
        """Return how many positions stand on each of some provisions."""
        column = self.found.column(PROVISION)
        counts = np.bincount(self.provisions, minlength=len(column.known))
        codes = [column.code_of(one) for one in provisions]
        return [0 if code is None else int(counts[code]) for code in codes]


Read = Callable[[Standing], Answers]


def standing(selections: Selections, query: Query) -> Standing:
    """Return the positions that a query selects, by the rule."""
    found = selections.of("positions", selection(query))
    places = found.places()
    party, provision = (found.column(member).codes[places].astype(np.int64) for member in CELL)
    cells = party * len(found.column(PROVISION).known) + provision
    ranks = [found.column(member).codes[places].astype(np.int64) for member in RULE]
    signed = [rank * sign for rank, sign in zip(ranks, SIGNS, strict=True)]
    order = ordered([cells, *signed])
    return Standing(found, cells[order], places[order])


def whole(stand: Standing, head: Callable[[bytes], Record] = orjson.loads) -> Answers:
    """Return all that is told of what stands, by party and provision; of a headline as `head`."""
    begins = stand.begins
    numbers = begins.cumsum() - 1
    heads = list(map(head, stand.found.passing(stand.places[begins])))
    others: list[list[str]] = [[] for _ in heads]
    beside = stand.found.ids(stand.places[~begins])
    for number, id in zip(numbers[~begins].tolist(), beside, strict=True):
        others[number].append(id)
    origins = counted_origins(stand.found, stand.places, numbers)
    return dict(zip(named(stand), map(Answer, heads, others, origins), strict=True))


def brief(stand: Standing) -> Answers:
    """Return the same with only the id, the stance and the direction of each headline."""
    told = zip(stand.found.ids(stand.heads), sides(stand), strict=True)
    heads = ({"id": id, **side} for id, side in told)
    return dict(zip(named(stand), (Answer(head, (), 0) for head in heads), strict=True))


def briefest(stand: Standing) -> Answers:
    """Return the same with only the stance and the direction, for which no row is read."""
    return dict(zip(named(stand), (Answer(head, (), 0) for head in sides(stand)), strict=True))


def sides(stand: Standing) -> Iterator[Record]:
    """Return the stance and the direction of each headline."""
    told = (stand.found.values_at(member, stand.heads) for member in SIDE)
    return ({"stance": one, "direction": other} for one, other in zip(*told, strict=True))


def named(stand: Standing) -> Iterator[Cell]:
    """Return the party and the provision of each headline."""
    party, provision = (stand.found.values_at(member, stand.heads) for member in CELL)
    return zip(party, provision, strict=True)


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
