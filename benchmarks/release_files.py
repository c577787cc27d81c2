"""Measure what the files of the latest release cost: seconds, bytes, and memory."""

import resource
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from api import SETTINGS
from api.dataset.frozen import held_by, in_order
from api.dataset.loading import load
from api.exports.writing import offered
from benchmarks.rows import Row, row

TITLE = "Files of a release"
ABOUT = "All files of the latest release of the real data, written once, in a process of its own."


def measure() -> Iterator[Row]:
    """Yield how long the files take, how large they are, and the memory while they are written."""
    data = Path(SETTINGS["DATA_DIR"])
    card = in_order(load(data))[-1]
    dataset = held_by(data, card)
    before = peak()
    with tempfile.TemporaryDirectory() as folder:
        begun = time.perf_counter()
        files = offered(Path(folder) / "files", card, lambda: dataset)
        yield row("all files, to write", time.perf_counter() - begun, "s")
    yield row("all files, size", sum(file["size"] for file in files) / 1e6, "MB")
    yield row("peak of memory", peak(), "MB", also=f"{before:.0f} MB with the records alone")


def peak() -> float:
    """Return the most memory that this process has held so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6
