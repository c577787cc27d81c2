"""Measure what answers cost in process, none of them kept, on datasets of different size."""

import statistics
import time
from collections.abc import Iterator

from werkzeug.test import create_environ, run_wsgi_app

from benchmarks.rows import Goal, LeftOut, Row, at_most, in_milliseconds, rounds, row
from benchmarks.subjects import LARGE, SMALL, WITHOUT_LARGE, subjects
from benchmarks.works import Asked, works

TITLE = "Answers in process"
ABOUT = (
    "Whole answers of the application without a server, nothing kept; another address every round, "
    "the datasets in turns. Made-up datasets have the shape of the real one."
)
ROUNDS, SECONDS = 40, 50
FLAT = ("page of 20", "deep page of 20", "record")
EXPORT = "matrix, all as lines"
AT_ONCE = at_most(50, "ms")
SAME, AS_MUCH_MORE = at_most(1.5), at_most(100)

Times = dict[tuple[str, str], list[float]]


def measure() -> Iterator[Row | LeftOut]:
    """Yield what each work takes on each dataset, then how it grows."""
    asked = {subject: Asked(settings) for subject, settings in subjects().items()}
    times = taken(asked)
    for (subject, work), seconds in times.items():
        held = subject == LARGE and work not in (*FLAT, EXPORT)
        yield in_milliseconds(f"{work}, {subject}", seconds, AT_ONCE if held else None)
    if LARGE in asked:
        yield from growth(times)
    else:
        yield LeftOut(LARGE, WITHOUT_LARGE)


def taken(asked: dict[str, Asked]) -> Times:
    """Return the seconds of each work on each dataset, in turns while there is time."""
    chosen = {
        (subject, work): (one, address)
        for subject, one in asked.items()
        for work, address in works(one).items()
    }
    times: Times = {
        name: [] for name in sorted(chosen, key=lambda name: list(asked).index(name[0]))
    }
    for turn in rounds(ROUNDS, SECONDS):
        for name, (one, address) in chosen.items():
            seconds = seconds_of(one, address(turn))
            if turn >= 0:
                times[name].append(seconds)
    return times


def seconds_of(asked: Asked, path: str) -> float:
    """Return how long an answer takes, to its last byte."""
    environment = create_environ(path)
    begun = time.perf_counter()
    parts, status, _ = run_wsgi_app(asked.app.wsgi_app, environment)
    b"".join(parts)
    took = time.perf_counter() - begun
    assert status.startswith("200"), f"{path}: {status}"
    return took


def growth(times: Times) -> Iterator[Row]:
    """Yield how much longer each work takes on a hundred times as many positions."""
    for subject, work in times:
        if subject == LARGE and (SMALL, work) in times:
            goal = SAME if work in FLAT else AS_MUCH_MORE
            yield grown(work, times[LARGE, work], times[SMALL, work], goal)


def grown(work: str, many: list[float], few: list[float], goal: Goal) -> Row:
    """Return how much longer a work takes."""
    median = statistics.median(many)
    return row(
        f"{work}, {LARGE}",
        median * 1000,
        "ms",
        against=SMALL,
        ratio=median / statistics.median(few),
        goal=goal,
    )
