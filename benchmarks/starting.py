"""Measure how long a start takes beyond the import of Flask, its store built."""

import json
import os
import statistics
import subprocess
import sys
from collections.abc import Iterator
from functools import partial

from api import ROOT
from benchmarks.disturbance import undisturbed, watched
from benchmarks.rows import LeftOut, Row, at_most, rounds, row
from benchmarks.subjects import LARGE, SMALL, WITHOUT_LARGE, Settings, subjects

TITLE = "Start"
ABOUT = (
    "A fresh process imports Flask, then our code, and wires the app over a store that is built. "
    "Python has its bytecode, as on every start but the first. "
    "Medians over the rounds in which other machines took least of the processor."
)
ROUNDS, SECONDS = 13, 40
GOAL = at_most(0.5, "s")

Seconds = tuple[float, float]

CODE = """
import json, sys, time
begun = time.perf_counter()
import flask
imported = time.perf_counter()
from api import create_app
create_app(json.loads(sys.argv[1]))
print(imported - begun, time.perf_counter() - imported)
"""


def measure() -> Iterator[Row | LeftOut]:
    """Yield the median over rounds of each dataset, in turns."""
    found = subjects()
    times: dict[str, list[tuple[float, Seconds]]] = {subject: [] for subject in found}
    for turn in rounds(ROUNDS, SECONDS):
        for subject, settings in found.items():
            told = watched(partial(start, settings))
            if turn >= 0:
                times[subject].append(told)
    for subject, each in times.items():
        flask, own = map(statistics.median, zip(*undisturbed(each), strict=True))
        also = f"Flask itself {flask:.2f} s"
        goal = None if subject == SMALL else GOAL
        yield row(f"start, {subject}", own, "s", goal=goal, also=also)
    if LARGE not in found:
        yield LeftOut(LARGE, WITHOUT_LARGE)


def start(settings: Settings) -> Seconds:
    """Return the seconds of the import of Flask, and of all after it."""
    command = [sys.executable, "-c", CODE, json.dumps(settings)]
    keeping = {
        name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"
    }
    done = subprocess.run(
        command, cwd=ROOT, env=keeping, stdout=subprocess.PIPE, text=True, check=True
    )
    flask, own = map(float, done.stdout.split())
    return flask, own
