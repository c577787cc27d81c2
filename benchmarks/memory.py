"""Measure the memory of one worker that has answered requests of all sorts."""

import urllib.request
from collections.abc import Iterator

from benchmarks.rows import LeftOut, Row, at_most, row
from benchmarks.servers import granian, served
from benchmarks.subjects import LARGE, REAL, WITHOUT_LARGE, subjects
from benchmarks.works import Asked, works

TITLE = "Memory"
ABOUT = (
    "A worker of Granian as `make serve` runs it, after 200 requests: all works above, pages and "
    "lines."
)
REQUESTS = 200
GOALS = {REAL: at_most(120, "MB"), LARGE: at_most(300, "MB")}
PAGES = ("/", "/issues", "/v1/parties", "/v1/sources", "/v1/timeline", "/v1/positions.csv?limit=50")


def measure() -> Iterator[Row | LeftOut]:
    """Yield the memory over each dataset."""
    found = subjects()
    for subject, settings in found.items():
        addresses = mixed(settings)
        with served(granian("wsgi:app"), settings) as server:
            fresh = server.memory()
            for address in addresses:
                with urllib.request.urlopen(server.address + address, timeout=60) as response:
                    response.read()
            also = f"{fresh:.0f} MB when it began"
            yield row(
                f"worker, {subject}", server.memory(), "MB", goal=GOALS.get(subject), also=also
            )
    if LARGE not in found:
        yield LeftOut(LARGE, WITHOUT_LARGE)


def mixed(settings: dict[str, str]) -> list[str]:
    """Return addresses of all sorts."""
    chosen = list(works(Asked(settings)).values())
    turns = range(REQUESTS // (len(chosen) + len(PAGES)) + 1)
    found = [path for turn in turns for path in (*(work(turn) for work in chosen), *PAGES)]
    return found[:REQUESTS]
