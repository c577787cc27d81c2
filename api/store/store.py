"""Answer queries from a built store."""

import json
import sqlite3
import weakref
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.pool import QueuePool

from api.store import timeline
from api.store.listing import (
    Query,
    counting,
    cursor_after,
    cursor_parameters,
    faceting,
    filters_of,
    listing_of,
    parameters_of,
    selecting,
)
from api.store.paging import Page
from api.store.tables import TABLES
from schemas.fields import Code, Reference
from schemas.kinds import QUERIES, SCHEMAS


class Store:
    """A dataset, ready to be asked."""

    release = "draft"

    def __init__(self, path: Path) -> None:
        self.engine = sa.create_engine(
            "sqlite://", creator=opener(path), poolclass=QueuePool, isolation_level="AUTOCOMMIT"
        )
        weakref.finalize(self, self.engine.dispose)
        self.codebook = self.only("codebook")
        self.vocabularies = {
            vocabulary["id"]: {value["id"]: value["label"] for value in vocabulary["values"]}
            for vocabulary in self.codebook["vocabularies"]
        }
        self.orders = {name: list(values) for name, values in self.vocabularies.items()}
        self.labels = {kind: self.read_labels(kind) for kind in QUERIES}
        self.engine.dispose()

    def read_labels(self, kind: str) -> dict[str, str]:
        """Return the ids of a kind, each with the name that people know it by."""
        label = QUERIES[kind].record.label
        with self.engine.connect() as connection:
            rows = connection.execute(sa.select(TABLES[kind].c.id, TABLES[kind].c.body))
            return {id: json.loads(body)[label] for id, body in rows}

    def known(self, target: str) -> Mapping[str, str]:
        """Return what a value may name, with labels: ids of a kind, or codes of a vocabulary."""
        kind, _, vocabulary = target.partition(".")
        return self.vocabularies[vocabulary] if vocabulary else self.labels[kind]

    def get(self, kind: str, id: str) -> str | None:
        """Return a record as JSON, or None."""
        table = TABLES[kind]
        with self.engine.connect() as connection:
            statement = sa.select(table.c.body).where(table.c.id == id)
            body: str | None = connection.execute(statement).scalar()
            return body

    def only(self, kind: str) -> dict[str, Any]:
        """Return the only record of a kind."""
        with self.engine.connect() as connection:
            record: dict[str, Any] = json.loads(
                connection.execute(sa.select(TABLES[kind].c.body)).scalar_one()
            )
            return record

    def count(self, kind: str) -> int:
        """Return how many records of a kind there are."""
        return len(self.labels[kind])

    def page(self, kind: str, query: Query) -> Page:
        """Return a page of what matches a query; raise BadCursor."""
        listing = listing_of(kind, query)
        given = parameters_of(kind, query, self.orders)
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
        return Page(bodies, total, filters_of(kind, query), next, facets)

    def timeline(self, query: Query) -> Page:
        """Return some days, each with its events and positions; raise BadCursor."""
        with self.engine.connect() as connection:
            return timeline.page(connection, query)

    def history(self, id: str) -> list[str]:
        """Return the chain of positions that one belongs to, as JSON, in order of time."""
        found: dict[str, str] = {}
        waiting = {id}
        with self.engine.connect() as connection:
            while waiting:
                read = connection.execute(by_ids("positions"), {"ids": list(waiting)})
                found |= {row.id: row.body for row in read}
                waiting = {near for body in found.values() for near in neighbours(body)} - set(
                    found
                )
        return sorted(found.values(), key=when)

    def facet(self, kind: str, name: str, rows: Iterable[Any]) -> list[dict[str, Any]]:
        """Return how often each value of a member occurs, with labels."""
        counted = cast(Code | Reference, SCHEMAS[kind].fields[name])
        labels = self.known(counted.target)
        return [
            {"value": value or None, "label": labels.get(value), "count": count}
            for value, count in rows
        ]


@cache
def by_ids(kind: str) -> sa.Select[Any]:
    """Return the statement that selects the records of a kind with some `ids`."""
    table = TABLES[kind].c
    return sa.select(table.id, table.body).where(table.id.in_(sa.bindparam("ids", expanding=True)))


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
