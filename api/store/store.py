"""Answer queries from a built store."""

import json
import sqlite3
import weakref
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.pool import QueuePool

from api.store import timeline
from api.store.changes import Changes, comparison, succession
from api.store.finding import by_alias, by_ids, every
from api.store.listing import (
    Query,
    counting,
    cursor_after,
    cursor_parameters,
    faceting,
    filters_of,
    listing_all,
    listing_of,
    parameters_of,
    selecting,
)
from api.store.paging import Page
from api.store.tables import DRAFT, EDITIONS
from schemas.base import LASTING
from schemas.fields import Code, Reference
from schemas.kinds import QUERIES, SCHEMAS
from schemas.queries import LATEST

CHUNK = 500


class Store:
    """All editions of a dataset: its releases, and the draft that is being worked on."""

    def __init__(self, path: Path) -> None:
        self.engine = sa.create_engine(
            "sqlite://", creator=opener(path), poolclass=QueuePool, isolation_level="AUTOCOMMIT"
        )
        self.version = path.stem
        weakref.finalize(self, self.engine.dispose)
        with self.engine.connect() as connection:
            rows = connection.execute(sa.select(EDITIONS).order_by(EDITIONS.c.number)).all()
        self.names = [row.name for row in rows]
        self.folders = {row.name: path.parent / row.folder for row in rows}
        self.opened: dict[str, Edition] = {}
        self.edition(LATEST)
        self.engine.dispose()

    def codes(self, vocabulary: str) -> list[str]:
        """Return the values of a vocabulary in the latest release and in the draft."""
        known = [self.edition(name).orders.get(vocabulary, []) for name in (LATEST, DRAFT)]
        return list(dict.fromkeys(chain.from_iterable(known)))

    def edition(self, name: str) -> "Edition":
        """Return a release by its number, the `latest` or the `draft`; raise UnknownEdition."""
        if name == LATEST:
            return self.edition(self.names[max(len(self.names) - 2, 0)])
        if name not in self.names:
            raise UnknownEdition(name)
        if name not in self.opened:
            self.opened[name] = Edition(self.engine, name, self.names.index(name))
        return self.opened[name]

    def known(self, target: str) -> Mapping[str, str]:
        """Return what a value may name in any edition, with labels."""
        return dict(
            chain.from_iterable(self.edition(one).known(target).items() for one in self.names)
        )

    def changes(self) -> Changes:
        """Return what changed from release to release."""
        return succession(self.engine, [self.card(name) for name in self.names[:-1]])

    def card(self, release: str) -> dict[str, Any]:
        """Return the card of a release."""
        card: dict[str, Any] = json.loads(self.edition(release).get("releases", release) or "{}")
        return card

    def differences(self, earlier: str, later: str) -> Changes:
        """Return what changed from one edition to another; raise UnknownEdition."""
        return comparison(self.engine, self.edition(earlier), self.edition(later))


class UnknownEdition(LookupError):
    """A name of no edition."""


class Edition:
    """A dataset as it was in one edition, ready to be asked."""

    def __init__(self, engine: sa.Engine, name: str, number: int) -> None:
        self.engine = engine
        self.release = name
        self.number = number
        self.codebook = self.only("codebook")
        self.vocabularies = {
            vocabulary["id"]: {value["id"]: value["label"] for value in vocabulary["values"]}
            for vocabulary in self.codebook["vocabularies"]
        }
        self.orders = {name: list(values) for name, values in self.vocabularies.items()}
        self.labels = {kind: self.read_labels(kind) for kind in QUERIES}

    def read_labels(self, kind: str) -> dict[str, str]:
        """Return the ids of a kind, each with the name that people know it by."""
        label = QUERIES[kind].record.label
        return {id: json.loads(body)[label] for id, body in self.read(every(kind))}

    def read(self, statement: sa.Select[Any], **given: Any) -> Sequence[Any]:
        """Return the rows of a statement about this edition."""
        with self.engine.connect() as connection:
            return connection.execute(statement, given | {"edition": self.number}).all()

    def known(self, target: str) -> Mapping[str, str]:
        """Return what a value may name, with labels: ids of a kind, or codes of a vocabulary."""
        kind, _, vocabulary = target.partition(".")
        return self.vocabularies.get(vocabulary, {}) if vocabulary else self.labels[kind]

    def get(self, kind: str, id: str) -> str | None:
        """Return a record as JSON, or None."""
        rows = self.read(by_ids(kind), ids=[id])
        return rows[0].body if rows else None

    def now_called(self, kind: str, id: str) -> str | None:
        """Return the id that a record has now, by one that it had before."""
        rows = self.read(by_alias(kind), alias=id) if kind in LASTING else []
        return rows[0].id if rows else None

    def only(self, kind: str) -> dict[str, Any]:
        """Return the only record of a kind."""
        ((_, body),) = self.read(every(kind))
        record: dict[str, Any] = json.loads(body)
        return record

    def count(self, kind: str) -> int:
        """Return how many records of a kind there are."""
        return len(self.labels[kind])

    def page(self, kind: str, query: Query) -> Page:
        """Return a page of what matches a query; raise BadCursor."""
        listing = listing_of(kind, query)
        given = parameters_of(kind, query, self.orders) | {"edition": self.number}
        after = cursor_parameters(kind, query)
        with self.engine.connect() as connection:
            rows = connection.execute(selecting(listing, bool(after)), given | after).all()
            total = rows[0][1] if rows else connection.scalar(counting(listing), given)
            facets = {
                name: self.facet(kind, name, connection.execute(faceting(listing, name), given))
                for name in query.get("facets", ())
            }
        limit = query["limit"]
        next = cursor_after(kind, query, rows[limit - 1]) if len(rows) > limit else None
        bodies = [row[0] for row in rows[:limit]]
        return Page(bodies, total, filters_of(kind, query), next, facets=facets)

    def stream(self, kind: str, query: Query) -> Iterator[str]:
        """Return everything that matches a query, read while it is asked for."""
        listing = listing_of(kind, query)
        given = parameters_of(kind, query, self.orders) | {"edition": self.number}
        with self.engine.connect() as connection:
            rows = connection.execution_options(yield_per=CHUNK).execute(
                listing_all(listing), given
            )
            yield from (row.body for row in rows)

    def timeline(self, query: Query) -> Page:
        """Return some days, each with its events and positions; raise BadCursor."""
        with self.engine.connect() as connection:
            return timeline.page(connection, self.number, query)

    def history(self, id: str) -> list[str]:
        """Return the chain of positions that one belongs to, as JSON, in order of time."""
        found: dict[str, str] = {}
        waiting = {id}
        while waiting:
            found |= {row.id: row.body for row in self.read(by_ids("positions"), ids=[*waiting])}
            waiting = {near for body in found.values() for near in neighbours(body)} - set(found)
        return sorted(found.values(), key=when)

    def facet(self, kind: str, name: str, rows: Iterable[Any]) -> list[dict[str, Any]]:
        """Return how often each value of a member occurs, with labels."""
        counted = cast(Code | Reference, SCHEMAS[kind].fields[name])
        labels = self.known(counted.target)
        return [
            {"value": value or None, "label": labels.get(value), "count": count}
            for value, count in rows
        ]


def neighbours(body: str) -> list[str]:
    """Return the ids of the positions before and after one."""
    position = json.loads(body)
    near: list[str] = position["supersedes"] + position["superseded_by"]
    return near


def when(body: str) -> tuple[str, str]:
    """Return by what positions are put in order of time."""
    position = json.loads(body)
    return position["said_on_latest"], position["id"]


def opener(path: Path) -> Any:
    """Return a function that opens the file read-only."""
    address = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
    return lambda: sqlite3.connect(address, uri=True, check_same_thread=False)
