"""One edition of a dataset, as it is asked."""

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import chain
from typing import Any, cast

import sqlalchemy as sa

from api.store import timeline
from api.store.bodies import BODY, DELIMITED
from api.store.delimited import header, whole
from api.store.finding import by_alias, by_ids, every
from api.store.listing import (
    Query,
    cursor_after,
    cursor_key,
    filters_of,
    order_of,
    parameters_of,
)
from api.store.names import Names
from api.store.paging import Page
from api.store.selection import Selection, Selections
from schemas.base import LASTING
from schemas.fields import Code, Reference
from schemas.kinds import QUERIES, SCHEMAS

REMEMBERED = 4096


class Edition:
    """A dataset as it was in one edition, ready to be asked."""

    def __init__(self, selections: Selections, name: str) -> None:
        self.selections = selections
        self.engine = selections.engine
        self.columns = selections.columns
        self.release = name
        self.number = selections.edition
        self.numbered = lru_cache(REMEMBERED)(self.number_of)
        self.codebook = self.only("codebook")
        self.vocabularies = {
            vocabulary["id"]: {value["id"]: value["label"] for value in vocabulary["values"]}
            for vocabulary in self.codebook["vocabularies"]
        }
        self.orders = {name: list(values) for name, values in self.vocabularies.items()}
        self.names = {kind: Names(self.selections, kind) for kind in QUERIES}

    def read(self, statement: sa.Select[Any], **given: Any) -> Sequence[Any]:
        """Return the rows of a statement about this edition."""
        with self.engine.connect() as connection:
            return connection.execute(statement, given | {"edition": self.number}).all()

    def known(self, target: str) -> Mapping[str, str]:
        """Return what a value may name, with labels: ids of a kind, or codes of a vocabulary."""
        kind, _, vocabulary = target.partition(".")
        return self.vocabularies.get(vocabulary, {}) if vocabulary else self.names[kind]

    def get(self, kind: str, id: str) -> bytes | None:
        """Return a record as JSON, or None."""
        try:
            number = self.numbered(kind, id)
        except KeyError:
            return None
        return self.selections.bodies.at(kind, [number])[0]

    def number_of(self, kind: str, id: str) -> int:
        """Return the number of a record, which is read with it and kept.

        Raises KeyError, so that of what is not there nothing is remembered.
        """
        rows = self.read(by_ids(kind), ids=[id])
        if not rows:
            raise KeyError(id)
        self.selections.bodies.keep(kind, {rows[0].seq: rows[0].body})
        return int(rows[0].seq)

    def now_called(self, kind: str, id: str) -> str | None:
        """Return the id that a record has now, by one that it had before."""
        rows = self.read(by_alias(kind), alias=id) if kind in LASTING else []
        return rows[0].id if rows else None

    def only(self, kind: str) -> dict[str, Any]:
        """Return the only record of a kind."""
        ((_, _, body),) = self.read(every(kind))
        record: dict[str, Any] = json.loads(body)
        return record

    def count(self, kind: str) -> int:
        """Return how many records of a kind there are."""
        return len(self.names[kind])

    def selection(self, kind: str, query: Query) -> Selection:
        """Return what a query selects of a kind."""
        filters = filters_of(kind, query)
        return self.selections.of(kind, parameters_of(kind, filters, self.orders))

    def page(self, kind: str, query: Query) -> Page:
        """Return a page of what matches a query; raise BadCursor."""
        found, limit = self.selection(kind, query), query["limit"]
        after = cursor_key(kind, query) if "cursor" in query else None
        bodies = found.first(order_of(kind, query["sort"]), limit + 1, after)
        facets = {name: self.facet(found, name) for name in query.get("facets", ())}
        more = len(bodies) > limit
        next = cursor_after(kind, query, bodies[limit - 1]) if more else None
        return Page(bodies[:limit], found.total, filters_of(kind, query), next, facets=facets)

    def stream(self, kind: str, query: Query) -> Iterator[bytes]:
        """Return everything that matches a query, read while it is asked for."""
        return self.selection(kind, query).every(order_of(kind, query["sort"]))

    def in_lines(self, kind: str, query: Query) -> Iterator[bytes]:
        """Return everything that matches a query as JSON, one record a line, many at a time."""
        for bodies in self.selection(kind, query).chunks(order_of(kind, query["sort"]), BODY):
            yield b"\n".join([*bodies, b""])

    def in_rows(self, kind: str, query: Query) -> Iterator[bytes]:
        """Return everything that matches a query as rows of CSV, many at a time."""
        found = self.selection(kind, query).chunks(order_of(kind, query["sort"]), DELIMITED)
        return chain([header(whole(kind)).encode()], map(b"".join, found))

    @cached_property
    def searched(self) -> set[tuple[str, str]]:
        """Each party and issue for which texts were searched."""
        found = self.selections.of("coverage", {})
        members = (found.values(name) for name in ("party", "issue", "searched_until"))
        return {(party, issue) for party, issue, until in zip(*members, strict=True) if until}

    def timeline(self, query: Query) -> Page:
        """Return some days, each with its events and positions; raise BadCursor."""
        return timeline.page(self.selections, query)

    def history(self, id: str) -> list[bytes]:
        """Return the chain of positions that one belongs to, as JSON, in order of time."""
        found: dict[str, bytes] = {}
        waiting = {id}
        while waiting:
            new = {row.id: row.body for row in self.read(by_ids("positions"), ids=[*waiting])}
            found |= new
            waiting = {near for body in new.values() for near in neighbours(body)} - found.keys()
        return sorted(found.values(), key=when)

    def facet(self, found: Selection, name: str) -> list[dict[str, Any]]:
        """Return how often each value of a member occurs, with labels."""
        counted = cast(Code | Reference, SCHEMAS[found.kind].fields[name])
        labels = self.known(counted.target)
        return [
            {"value": value or None, "label": labels.get(value), "count": count}
            for value, count in found.counts(name)
        ]


def neighbours(body: bytes) -> list[str]:
    """Return the ids of the positions before and after one."""
    position = json.loads(body)
    near: list[str] = position["supersedes"] + position["superseded_by"]
    return near


def when(body: bytes) -> tuple[str, str]:
    """Return by what positions are put in order of time."""
    position = json.loads(body)
    return position["said_on_latest"], position["id"]
