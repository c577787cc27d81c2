"""The names that people know records by, by id: read when they are asked for.

Of a kind with few records all are read at once and kept. Of one with many each is looked up, and
ids like a given one are those that begin as it does.
"""

import json
from collections.abc import Iterator, Mapping
from functools import cached_property, lru_cache
from typing import Any

import sqlalchemy as sa

from api.store.finding import beginning, by_ids, every
from api.store.selection import Selections
from schemas.kinds import QUERIES

MANY = 10_000
REMEMBERED = 4096
LAST = "\U0010ffff"


class Names(Mapping[str, str]):
    """The names of the records of a kind in one edition."""

    def __init__(self, selections: Selections, kind: str) -> None:
        self.selections = selections
        self.kind = kind
        self.label = QUERIES[kind].record.label
        self.looked_up = lru_cache(REMEMBERED)(self.look_up)

    @cached_property
    def all(self) -> dict[str, str] | None:
        """All names; none, if there are many."""
        if len(self) > MANY:
            return None
        return {row.id: self.name(row) for row in self.read(every(self.kind))}

    def __getitem__(self, id: str) -> str:
        return self.looked_up(id) if self.all is None else self.all[id]

    def __iter__(self) -> Iterator[str]:
        if self.all is not None:
            return iter(self.all)
        return self.selections.of(self.kind, {}).every_id()

    def __len__(self) -> int:
        return self.selections.of(self.kind, {}).total

    def near(self, word: str) -> list[str]:
        """Return ids that a word may be meant for: all; of many, those that begin most like it."""
        if self.all is not None:
            return list(self.all)
        for length in range(len(word), 0, -1):
            begun = {"begin": word[:length], "end": word[:length] + LAST}
            if found := [row.id for row in self.read(beginning(self.kind), **begun)]:
                return found
        return []

    def look_up(self, id: str) -> str:
        """Return the name of a record; raise KeyError."""
        rows = self.read(by_ids(self.kind), ids=[id])
        if not rows:
            raise KeyError(id)
        return self.name(rows[0])

    def name(self, row: Any) -> str:
        """Return the name in a row."""
        return str(json.loads(row.body)[self.label])

    def read(self, statement: sa.Select[Any], **given: Any) -> list[Any]:
        """Return the rows of a statement about this edition."""
        with self.selections.engine.connect() as connection:
            edition = {"edition": self.selections.edition}
            return list(connection.execute(statement, given | edition))


def near(word: str, known: Mapping[str, Any]) -> list[str]:
    """Return what a word may be meant for, of what is known."""
    return known.near(word) if isinstance(known, Names) else list(known)
