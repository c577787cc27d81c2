"""Measure what the files of a release cost: seconds, bytes, and memory beyond the records.

Run with `make bench`: the latest release, then a release of 20,000 positions.
"""

import resource
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from api import ROOT
from api.dataset.freezing import freeze
from api.dataset.frozen import in_order, read_one
from api.dataset.loading import load
from api.exports.writing import offered
from benchmarks.page_and_start import grow

POSITIONS = 20_000


def peak() -> float:
    """Return the most memory that this process has held so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


def measure(data: Path, folder: Path) -> None:
    """Write the files of a dataset's latest release, and print what it took."""
    card = in_order(load(data))[-1]
    dataset = read_one(data, card)
    before, begun, worked = peak(), time.perf_counter(), time.process_time()
    files = offered(folder / "files", card, lambda: dataset)
    took, cpu = time.perf_counter() - begun, time.process_time() - worked
    size = sum(file["size"] for file in files) / 1e6
    print(f"{len(dataset.of('positions'))} positions: {len(files)} files, {size:.1f} MB")
    print(f"  written in {took:.1f} s ({cpu:.1f} s of work)")
    print(f"  peak memory {before:.0f} MB with the records, {peak():.0f} MB after writing")


def apart(data: Path, folder: Path) -> None:
    """Measure in a process of its own, whose memory nothing else has touched."""
    command = [sys.executable, "-m", "benchmarks.release_files", str(data), str(folder)]
    subprocess.run(command, cwd=ROOT, check=True)


def main() -> None:
    """Measure the dataset as it is, and grown."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        apart(ROOT / "data", folder)
        shutil.rmtree(folder / "files")
        data = Path(shutil.copytree(ROOT / "data", folder / "data"))
        grow(data, POSITIONS)
        freeze(data, "Grown.", date(2026, 1, 1))
        apart(data, folder)


if __name__ == "__main__":
    measure(*map(Path, sys.argv[1:])) if sys.argv[1:] else main()
