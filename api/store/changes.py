"""What changed between two editions, and from release to release."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import Any, Protocol

import sqlalchemy as sa

from api.store.cursors import decode, encode, fingerprint
from api.store.keyset import after, ordering
from api.store.paging import Page, render
from api.store.steps import Find, between, every, in_releases
from api.store.tables import TABLES
from api.store.telling import Record, told
from schemas.changes import OWNERS

Query = dict[str, Any]
Namesakes = dict[str, dict[str, list[str]]]

SELECTS = ("kind", "action", "party", "issue")
COUNTED = ("action", "kind")
CHUNK = 200
START: Sequence[int | str] = (-1, -1, "")


class Edition(Protocol):
    """What is to be known of an edition that is compared."""

    release: str
    number: int


@dataclass(frozen=True)
class Changes:
    """The steps that `find` finds with some values.

    `about` says what is compared, `same` which ids are of one party or issue; `name` completes what
    is told of each step.
    """

    engine: sa.Engine
    find: Find
    given: Mapping[str, int]
    about: Mapping[str, str]
    same: Namesakes
    name: Callable[[int, Record], Record]

    def page(self, query: Query) -> Page:
        """Return some of the changes that a query selects; raise BadCursor."""
        filters = filters_of(query)
        with self.engine.connect() as connection:
            bodies, last, more = self.read(connection, query)
            facets = {name: self.count(connection, filters, name) for name in COUNTED}
        total = sum(one["count"] for one in facets["action"])
        later = last if self.grows(query) else None
        return Page(bodies, total, {**self.about, **filters}, last if more else None, later, facets)

    @property
    def possible(self) -> bool:
        """Tell whether there can be any: what was never released has not changed."""
        return self.given.get("latest", 0) >= 0

    def grows(self, query: Query) -> bool:
        """Tell whether later releases add to the end of what a query selects."""
        return self.find is in_releases and not falls(query)

    def stream(self, query: Query) -> Iterator[bytes]:
        """Return all changes that a query selects, read while they are asked for."""
        asked = query | {"limit": CHUNK}
        with self.engine.connect() as connection:
            while asked:
                bodies, last, more = self.read(connection, asked)
                yield from bodies
                asked = asked | {"cursor": last} if more else {}

    def read(self, connection: sa.Connection, query: Query) -> tuple[list[bytes], str | None, bool]:
        """Return a page, the cursor after its last change, and whether there is more.

        Raises BadCursor.
        """
        filters, down = filters_of(query), falls(query)
        mark = fingerprint(self.find.__name__, dict(self.about), filters, down)
        onward = cursor_parameters(mark, query)
        statement = selecting(self.find, tuple(filters), down, bool(onward))
        values = {**self.values(filters), **onward, "rows": query["limit"] + 1}
        rows = connection.execute(statement, values).all() if self.possible else []
        shown = rows[: query["limit"]]
        bodies = [render(self.name(step.edition, one)) for step, one in told(connection, shown)]
        last = (
            encode(mark, list(shown[-1][:3])) if shown else query.get("cursor", encode(mark, START))
        )
        return bodies, last, len(rows) > len(shown)

    def values(self, filters: Query) -> Query:
        """Return the values of the statements' parameters; a party goes by every id it had."""
        every_id = {
            name: sorted({id for one in filters[name] for id in self.same[name].get(one, [one])})
            for name in OWNERS
            if name in filters
        }
        return {**self.given, **filters, **every_id}

    def count(self, connection: sa.Connection, filters: Query, name: str) -> list[Record]:
        """Return how many changes there are of each value of a member."""
        statement = counting(self.find, tuple(filters), name)
        rows = connection.execute(statement, self.values(filters)) if self.possible else ()
        return [{"value": value, "label": value, "count": count} for value, count in rows]


def comparison(engine: sa.Engine, earlier: Edition, later: Edition, same: Namesakes) -> Changes:
    """Return what changed from one edition to another."""
    given = {"earlier": earlier.number, "later": later.number}
    about = {"from": earlier.release, "to": later.release}
    return Changes(engine, between, given, about, same, lambda _, change: change)


def succession(engine: sa.Engine, cards: Sequence[Record], same: Namesakes) -> Changes:
    """Return what changed from release to release; `cards` are those of all releases in order."""
    given = {"latest": len(cards) - 1}
    return Changes(engine, in_releases, given, {}, same, partial(dated, cards))


def namesakes(connection: sa.Connection) -> Namesakes:
    """Return all ids that a party or an issue ever had, by each of them."""
    found: Namesakes = {}
    for member, kind in OWNERS.items():
        by_root: dict[str, list[str]] = defaultdict(list)
        table = TABLES[kind].c
        for id, root in connection.execute(sa.select(table.id, table.root).distinct()):
            by_root[root].append(id)
        found[member] = {id: ids for ids in by_root.values() for id in ids}
    return found


def dated(cards: Sequence[Record], edition: int, change: Record) -> Record:
    """Return a change with the release in which it happened."""
    card = cards[edition]
    told = {"release": card["id"], "released_on": card["released_on"]}
    return change | {"id": f"{card['id']}/{change['id']}"} | told


def falls(query: Query) -> bool:
    """Tell whether the newest release comes first; a sort key that comes again has no effect."""
    return bool(query.get("sort", ["release"])[0] == "-release")


def filters_of(query: Query) -> Query:
    """Return the part of a query that selects."""
    return {name: query[name] for name in SELECTS if name in query}


def cursor_parameters(mark: str, query: Query) -> Query:
    """Return the parameters that a query's cursor holds; raise BadCursor."""
    if "cursor" not in query:
        return {}
    key = decode(mark, query["cursor"], [int, int, str])
    return {f"after_{place}": value for place, value in enumerate(key)}


@cache
def selecting(find: Find, names: tuple[str, ...], down: bool, goes_on: bool) -> sa.Select[Any]:
    """Return the statement that selects `rows` steps, after a cursor if it goes on."""
    found = every(find, names)
    columns = [(found.c.edition, down), (found.c.place, False), (found.c.id, False)]
    wanted = [after(columns)] if goes_on else []
    statement = sa.select(found).where(*wanted).order_by(*ordering(columns))
    return statement.limit(sa.bindparam("rows"))


@cache
def counting(find: Find, names: tuple[str, ...], member: str) -> sa.Select[Any]:
    """Return the statement that counts the values of a member, most frequent first."""
    found, count = every(find, names), sa.func.count()
    column = found.c[member]
    return sa.select(column, count).group_by(column).order_by(count.desc(), column)
