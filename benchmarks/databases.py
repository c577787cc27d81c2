"""Measure the store's own works on SQLite and on PostgreSQL, in turns."""

import statistics
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from benchmarks.rows import LeftOut, Row, row
from tests.postgresql import HINT, programs, running

TITLE = "PostgreSQL beside SQLite"
ABOUT = (
    "The store's functions without HTTP, nothing kept, over 10,000 positions, on SQLite and on a "
    "server of PostgreSQL on the same machine. A ratio above one means that PostgreSQL takes "
    "longer; it is for who needs many machines."
)
POSITIONS = 10_000


def measure() -> Iterator[Row | LeftOut]:
    """Yield what each work takes on PostgreSQL, against SQLite."""
    if programs() is None:
        yield LeftOut("PostgreSQL", HINT)
        return
    from benchmarks import engines

    with tempfile.TemporaryDirectory() as name, running(**engines.DURABLE) as server:
        places = engines.places(Path(name), server.address())
        many = engines.positions(POSITIONS)
        for place in places.values():
            place.write(partial(engines.fill_all, many))
        for work, times in engines.times(places):
            local, remote = (statistics.median(times[engine]) for engine in places)
            also = f"SQLite {local:.3g} ms"
            yield row(work, remote, "ms", against="SQLite", ratio=remote / local, also=also)
