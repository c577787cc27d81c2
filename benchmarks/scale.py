"""Measure how answers, the start and memory grow from 10,000 positions to many more.

Run with `python -m benchmarks.scale [POSITIONS]`; 1,000,000 take some minutes, and 4 GB of a
temporary folder. Or name two stores that were built: `python -m benchmarks.scale SMALL LARGE`. What
was selected before is forgotten before each round. Seconds are those of the processor, which other
work on the machine disturbs less; read the ratios first. Medians of `ROUNDS` rounds.
"""

import json
import logging
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from api import ROOT
from api.dataset.reading import read
from api.store import groups, matrix, pairs
from api.store.bulk import build_from_lines
from api.store.edition import Edition
from api.store.listing import cursor_after, order_of
from api.store.settling import fitting
from api.store.store import Store
from api.synthesis.dataset import Synthesis
from api.synthesis.writing import as_ndjson, write
from schemas.kinds import QUERIES

ROUNDS = 9
SMALL, LARGE = 10_000, 100_000
DAY = "2025-06-01"
PAGE = {"limit": 50, "sort": QUERIES["positions"].fields["sort"].load_default}
CELLS = {"as_of": DAY, "layout": "long"}
ISSUES = [f"issue-{number}" for number in range(1, 6)]
PARTIES = ["party-1", "party-2", "party-3"]
LISTS: dict[str, dict[str, Any]] = {
    "page": {},
    "page of a party": {"party": ["party-1"]},
    "page of a provision": {"provision": ["provision-1-3"]},
    "page of a party and a stance": {"party": ["party-1"], "stance": ["demands"]},
    "page of two parties, two stances, from a day": {
        "party": ["party-1", "party-2"], "stance": ["demands", "rejects"], "said_from": "2025-03",
    },
    "page of what stands": {"as_of": DAY},
    "page of a grade": {"grade": ["b"]},
    "page by party and provision": {"sort": ["party", "-provision"]},
    "words: one in 800": {"q": "ceasefire treaty"},
    "words: one in 10": {"q": "agreement"},
    "words: three in four": {"q": "the"},
    "facet of parties": {"facets": ["party"]},
    "facets of speakers and events of a stance": {
        "facets": ["speaker", "event"], "stance": ["demands"],
    },
}  # fmt: skip
STATS: dict[str, dict[str, Any]] = {
    "stats by party and stance": {"group_by": ["party", "stance"]},
    "stats by party, provision and stance": {"group_by": ["party", "provision", "stance"]},
    "stats by source": {"group_by": ["source"]},
}
Work = Callable[[], Any]


class Row(NamedTuple):
    """A work, what it takes with few and with many positions, and the ratio of both."""

    work: str
    small: float
    large: float

    @property
    def ratio(self) -> float:
        """How many times as much many positions take."""
        return self.large / self.small


def rows(small: Path, large: Path) -> Iterator[Row]:
    """Return what each work takes in two stores, in milliseconds; then start and memory."""
    few, many = (works(Store(fitting(path)).edition("latest")) for path in (small, large))
    for name in few:
        yield Row(name, *(milliseconds(held[name]) for held in (few, many)))
    begun = [started(path) for path in (small, large)]
    yield Row("start, s over Flask", *(one["seconds"] for one in begun))
    yield Row("memory after all of these, MB", *(one["memory"] for one in begun))


def works(edition: Edition) -> dict[str, Work]:
    """Return what is measured of a store."""
    forget = edition.selections.remembered.cache_clear
    asked = {name: partial(edition.page, "positions", PAGE | more) for name, more in LISTS.items()}
    asked |= {
        name: partial(groups.page, edition, {"limit": 50, "sort": ["-count"]} | more)
        for name, more in STATS.items()
    }
    asked |= {
        "page from the middle": partial(edition.page, "positions", middle(edition)),
        "a record": partial(edition.get, "positions", middle_id(edition)),
        "matrix of 3 parties on 5 issues": partial(
            matrix.page, edition, CELLS | {"party": PARTIES, "issue": ISSUES}
        ),
        "matrix of an issue": partial(matrix.page, edition, CELLS | {"issue": ISSUES[:1]}),
        "agreement of 2": partial(pairs.page, edition, {"as_of": DAY, "party": PARTIES[:2]}),
    }
    return {name: partial(anew, forget, work) for name, work in asked.items()}


def anew(forget: Callable[[], None], work: Work) -> Any:
    """Do a work as if nothing like it had been asked."""
    forget()
    return work()


def record_in_the_middle(edition: Edition) -> dict[str, Any]:
    """Return the record half way through the list."""
    order = edition.selections.orders.order("positions", order_of("positions", PAGE["sort"]))
    place = len(order.places) // 2
    (body,) = edition.selections.of("positions", {}).bodies(order.places[place : place + 1])
    record: dict[str, Any] = json.loads(body)
    return record


def middle(edition: Edition) -> dict[str, Any]:
    """Return the query of the page half way through the list."""
    return PAGE | {"cursor": cursor_after("positions", PAGE, record_in_the_middle(edition))}


def middle_id(edition: Edition) -> str:
    """Return the id of the record half way through the list."""
    return str(record_in_the_middle(edition)["id"])


def milliseconds(work: Work) -> float:
    """Return the median of what a work takes, after a first time that is not counted."""
    work()
    times = []
    for _ in range(ROUNDS):
        begun = time.process_time()
        work()
        times.append((time.process_time() - begun) * 1000)
    return statistics.median(times)


def started(store: Path) -> dict[str, float]:
    """Return what the start of a server takes, and its memory after everything was asked."""
    code = (
        "import flask, json, resource, sys, time; t = time.process_time()\n"
        "from api import create_app\n"
        "app = create_app({'STORE': sys.argv[1]}); took = time.process_time() - t\n"
        "from benchmarks.scale import works\n"
        "[work() for work in works(app.extensions['parley'].edition('latest')).values()]\n"
        "memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000\n"
        "print(json.dumps({'seconds': took, 'memory': memory}))"
    )
    command = [sys.executable, "-c", code, str(store)]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def built(folder: Path, positions: int) -> Path:
    """Return the store of some made-up positions, and print what it takes to build it."""
    codebook = read((ROOT / "data" / "codebook.yaml").read_bytes())[0]
    lines = folder / f"lines-{positions}"
    write(Synthesis(codebook, positions, 1), lines, as_ndjson)
    begun = time.perf_counter()
    path = Path(str(build_from_lines(lines, folder, lambda size: None)))
    took, size = time.perf_counter() - begun, path.stat().st_size / 1e6
    print(f"store of {positions} positions built in {took:.0f} s: {size:.0f} MB")
    return path


def main(given: list[str]) -> None:
    """Print the table."""
    logging.disable()
    with tempfile.TemporaryDirectory() as name:
        sizes = [SMALL, int(given[0]) if given else LARGE]
        stores = map(Path, given) if len(given) == 2 else [built(Path(name), n) for n in sizes]
        for row in rows(*stores):
            print(f"{row.work:<46} {row.small:9.2f} {row.large:9.2f} {row.ratio:7.2f} x")


if __name__ == "__main__":
    main(sys.argv[1:])
