"""Measure how fast all positions are sent as lines, and what that takes of memory."""

import statistics
import time
import urllib.request
from collections.abc import Iterator
from functools import partial

from benchmarks.disturbance import undisturbed, watched
from benchmarks.rows import LeftOut, Row, at_least, at_most, row
from benchmarks.servers import Server, granian, served
from benchmarks.subjects import LARGE, REAL, SMALL, WITHOUT_LARGE, subjects

TITLE = "Whole export"
ABOUT = (
    "All positions from one worker over loopback, not compressed. Memory is the peak while they "
    "are sent, beyond what the worker held before. Medians over the rounds in which other machines "
    "took least of the processor."
)
ROUNDS = {LARGE: 1, SMALL: 15}
PIECE = 1 << 20
FORMATS = ("ndjson", "csv")


def measure() -> Iterator[Row | LeftOut]:
    """Yield rate and memory of each format over each made-up dataset."""
    found = subjects()
    for subject, settings in found.items():
        if subject != REAL:
            with served(granian("wsgi:app"), settings) as server:
                for name in FORMATS:
                    yield from exported(server, subject, name)
    if LARGE not in found:
        yield LeftOut(LARGE, WITHOUT_LARGE)


def exported(server: Server, subject: str, name: str) -> Iterator[Row]:
    """Yield the rate and the memory of one format."""
    address = f"{server.address}/v1/positions.{name}"
    read(address)
    before = server.memory()
    server.forget_peak()
    told = [watched(partial(read, address)) for _ in range(ROUNDS[subject])]
    grown = max(server.memory("VmHWM") - before, 0)
    work = f"{name.upper()}, {subject}"
    rate = statistics.median(undisturbed(told))
    yield row(work, rate, "MB/s", goal=at_least(100, "MB/s"))
    yield row(f"{work}, more memory", grown, "MB", goal=at_most(16, "MB"))


def read(address: str) -> float:
    """Return how many MB a second come from an address."""
    size, begun = 0, time.perf_counter()
    with urllib.request.urlopen(address, timeout=300) as response:
        while piece := response.read(PIECE):
            size += len(piece)
    return size / 1e6 / (time.perf_counter() - begun)
