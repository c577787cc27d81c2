"""Measure a store of many positions on SQLite and on PostgreSQL, with a standby.

Run with `python -m benchmarks.engines [POSITIONS]` where PostgreSQL is installed. The positions are
those of tests/data over and over, each on a day of its own. Both engines are asked in turns; read
the ratios before the milliseconds. Medians of `ROUNDS` rounds.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from api.dataset.deriving import Derivation
from api.dataset.headline import ranks
from api.dataset.loading import load
from api.store import matrix
from api.store.edition import Edition
from api.store.filling import Filler, filling
from api.store.locations import Location, location_of
from api.store.rows import Version, roots
from api.store.store import Store
from api.store.tables import KINDS
from tests.conftest import DATA
from tests.postgresql import Server, running

POSITIONS = 100_000
ROUNDS = 20
NAME = "parley-measured"
DURABLE = {"fsync": "on", "shared_buffers": "256MB"}
PAGE = {"limit": 20, "sort": ["-said_on"]}
WORKS: dict[str, Callable[[Edition], Any]] = {
    "a record": lambda one: one.get("positions", "north-open-strait-1-500"),
    "first page of 20": lambda one: one.page("positions", PAGE),
    "of a party": lambda one: one.page("positions", PAGE | {"party": ["south"]}),
    "of a day": lambda one: one.page("positions", PAGE | {"as_of": "1990-01-01"}),
    "words, many matches": lambda one: one.page("positions", PAGE | {"q": "strait"}),
    "words, few matches": lambda one: one.page("positions", PAGE | {"q": "number777"}),
    "with a facet": lambda one: one.page("positions", PAGE | {"facets": ["stance"]}),
    "matrix of a day": lambda one: matrix.page(one, {"layout": "long", "as_of": "1975-01-01"}),
    "10,000 lines": lambda one: list(islice(one.stream("positions", PAGE), 10_000)),
}


def positions(target: int) -> list[Version]:
    """Return the positions of tests/data over and over, with ids, days and a word of their own."""
    dataset = load(DATA)
    found = []
    for number, record in enumerate(
        islice(cycle(Derivation(dataset).records("positions")), target)
    ):
        day = f"{1970 + number % 50}-{1 + number % 12:02}-{1 + number % 28:02}"
        told = {"said_on": day, "said_on_earliest": day, "said_on_latest": day}
        told |= {"id": f"{record['id']}-{number}", "superseded_on": None}
        told["summary"] = f"{record['summary']} number{number}"
        found.append(Version(0, 0, record | told, ranks(dataset, "positions", record)))
    return found


def fill_all(many: list[Version], connection: sa.Connection) -> None:
    """Fill a store with the other records of tests/data and many positions."""
    dataset = load(DATA)
    filler = Filler(connection)
    filler.name_editions(["draft"], {})
    for kind in KINDS:
        few = [
            Version(0, 0, one, ranks(dataset, kind, one))
            for one in Derivation(dataset).records(kind)
        ]
        found = many if kind == "positions" else few
        filler.insert(filling(kind, zip(found, roots(found), strict=True)))
    filler.finish()


def places(folder: Path, address: str) -> dict[str, Location]:
    """Return where each engine keeps a store."""
    return {
        "SQLite": location_of(folder, NAME, ""),
        "PostgreSQL": location_of(folder, NAME, address),
    }


def seconds(work: Callable[[], Any]) -> float:
    """Return how long a work takes."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def measure_load(places: dict[str, Location], many: list[Version]) -> None:
    """Print how long each engine takes to be filled."""
    for engine, place in places.items():
        took = seconds(lambda place=place: place.write(partial(fill_all, many)))  # type: ignore[misc]
        print(f"load of {len(many)} positions, {engine}: {took:.1f} s")


def times(places: dict[str, Location]) -> Iterator[tuple[str, dict[str, list[float]]]]:
    """Return the milliseconds of each work on each engine, in turns."""
    stores = {engine: forgetful(place) for engine, place in places.items()}
    for name, work in WORKS.items():
        taken: dict[str, list[float]] = {engine: [] for engine in places}
        for _ in range(ROUNDS):
            for engine, store in stores.items():
                taken[engine].append(seconds(partial(work, store.edition("draft"))) * 1000)
        yield name, taken
    for store in stores.values():
        store.engine.dispose()


def forgetful(place: Location) -> Store:
    """Return a store that asks its engine for every record."""
    store = Store(place)
    store.bodies.most = 0
    return store


def measure_pages(places: dict[str, Location]) -> None:
    """Print what each engine takes for each work."""
    for name, taken in times(places):
        told = "  ".join(
            f"{engine} {statistics.median(each):8.2f} ms" for engine, each in taken.items()
        )
        print(f"  {name:<22} {told}")


def until(work: Callable[[], Any], patience: float = 60) -> float:
    """Return after how many seconds a work succeeds."""
    begun = time.perf_counter()
    while time.perf_counter() - begun < patience:
        try:
            if work():
                return time.perf_counter() - begun
        except (sa.exc.OperationalError, OSError):
            pass
        time.sleep(0.01)
    raise TimeoutError


def measure_standby(primary: Server, standby: Server, place: Location, many: list[Version]) -> None:
    """Print how far a standby is behind after a load, and what the loss of a server costs."""
    ((before,),) = primary.ask("SELECT pg_current_wal_lsn()")
    place.write(partial(fill_all, many))
    ((size,),) = primary.ask(f"SELECT pg_size_pretty(pg_current_wal_lsn() - '{before}'::pg_lsn)")
    there = f"SELECT 1 FROM pg_namespace WHERE nspname = '{place.name}'"
    print(f"standby behind after a load ({size} of log): {until(lambda: standby.ask(there)):.2f} s")
    store = forgetful(place)
    asked = partial(store.edition("draft").page, "positions", PAGE)
    print(f"page from the standby: {seconds(asked) * 1000:.1f} ms")
    standby.stop()
    print(f"page after the standby is lost: {until(asked) * 1000:.0f} ms")
    standby.start()
    primary.stop()
    print(f"page after the primary is lost: {until(asked) * 1000:.0f} ms")
    promoted = seconds(lambda: standby.run("pg_ctl", "promote", "-D", str(standby.folder)))
    print(f"promoted and written to: {promoted + until(lambda: writable(place)):.2f} s")
    standby.stop()
    print(f"until a loss of both is told: {seconds(partial(lost, asked)) * 1000:.0f} ms")
    standby.start()
    print(f"page after one is back: {until(asked) * 1000:.0f} ms")
    store.engine.dispose()


def writable(place: Any) -> bool:
    """Tell whether a store could be written."""
    with place.writing().begin() as connection:
        return bool(connection.scalar(sa.select(sa.true())))


def lost(work: Callable[[], Any]) -> None:
    """Ask what does not answer."""
    try:
        work()
    except sa.exc.OperationalError:
        return
    raise AssertionError("It answers.")


def main() -> None:
    """Print all figures."""
    many = positions(int(sys.argv[1]) if len(sys.argv) > 1 else POSITIONS)
    with tempfile.TemporaryDirectory() as name, running(**DURABLE) as primary:
        folder = Path(name)
        both = places(folder, primary.address())
        measure_load(both, many)
        measure_pages(both)
        standby = Server(**DURABLE)
        try:
            standby.follow(primary).start()
            hosts = f"host={primary.host}&host={standby.host}"
            address = f"postgresql+psycopg://postgres@/postgres?{hosts}"
            place = location_of(folder, f"{NAME}-again", address)
            measure_standby(primary, standby, place, many)
        finally:
            standby.remove()


if __name__ == "__main__":
    main()
