"""Measure how many answers a second servers give, and what each costs in processor time.

One worker of Granian for each application, one process of each peer, all running; wrk asks them in
turns, for seconds. Where the machine is busy, read the processor time, which others take little
from, before the answers a second.
"""

import shutil
import statistics
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from benchmarks import peers, wrk
from benchmarks.disturbance import undisturbed, watched
from benchmarks.report import quantity, times
from benchmarks.rows import Goal, LeftOut, Row, at_least, row
from benchmarks.targets import Round, Target, bases, others, ours

TITLE = "Answers under load"
ABOUT = (
    "One process each, on the real data, asked by wrk in turns; answers a second, and how long 99 "
    "of 100 clients waited: medians over the rounds in which other machines took least of the "
    "processor, half of all or more. A ratio compares answers a second; that in "
    "parentheses the server's processor time for each answer, which a busy machine changes less; "
    "where only one of the two keeps a goal, whether it is reached is unclear. "
    "A page holds the 13 latest positions of a party, Datasette's 13 of the same party; "
    "where bytes are constant or in a file, they are those of our page or record. Datasette "
    "is compared as it comes, and tuned: immutable, indexed, no counts, no facets."
)
ROUNDS = {32: 11, 1: 3}
GOALS: dict[tuple[str, str], Goal | None] = {
    ("page, repeated", "Granian, constant bytes"): at_least(0.9),
    ("page, repeated", "Granian, constant bytes under our headers"): None,
    ("page, repeated", "Datasette"): at_least(50),
    ("page, 304", "page, repeated"): at_least(1),
    ("page, never asked before", "flask-smorest, arguments, constant body"): at_least(0.6),
    ("page, never asked before", "Datasette, tuned"): at_least(4),
    ("nginx, kept page", "nginx, file"): at_least(0.9),
    ("nginx, kept page", "nginx, file under our headers"): None,
    ("record, never asked before", "flask-smorest, constant body of a record"): at_least(0.8),
}


def measure() -> Iterator[Row | LeftOut]:
    """Yield what every server gives, then what is compared; all at 32 connections and at one."""
    if shutil.which("wrk") is None:
        yield LeftOut("Answers under load", wrk.HINT)
        return
    yield from missing()
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        targets = [*ours(stack, folder), *bases(stack, folder), *others(stack, folder)]
        for target in targets:
            wrk.run(target.address, 8, 1, target.script)
        for connections in ROUNDS:
            yield from measured(targets, connections)


def missing() -> Iterator[LeftOut]:
    """Yield which peers are not there."""
    if not peers.DATASETTE.exists():
        yield LeftOut("Datasette", "It could not be installed from PyPI.")
    if shutil.which("nginx") is None:
        yield LeftOut("nginx", "It is not installed: on Debian, `apt-get install nginx-light`.")


def measured(targets: list[Target], connections: int) -> Iterator[Row]:
    """Ask all targets in turns; yield what each gives, then what is compared."""
    for target in targets:
        target.rounds.clear()
    for turn in range(ROUNDS[connections]):
        first = turn % len(targets)
        for target in targets[first:] + targets[:first]:
            if turn < target.most:
                target.rounds.append(watched(partial(ask, target, connections)))
    clients = f"{connections} connection{'s' if connections > 1 else ''}"
    yield from (given(target, clients) for target in targets)
    named = {target.name: target for target in targets}
    for (mine, theirs), goal in GOALS.items():
        if theirs in named:
            held = goal if connections > 1 else None
            yield compared(named[mine], named[theirs], clients, held)


def ask(target: Target, connections: int) -> Round:
    """Ask for a target for some seconds."""
    before = target.server.seconds()
    told = wrk.run(target.address, connections, target.seconds, target.script)
    return Round(told, (target.server.seconds() - before) / max(told.answers, 1))


def given(target: Target, clients: str) -> Row:
    """Return what a target gives."""
    waited, p99 = median(target, lambda one: one.told.p50), median(target, lambda one: one.told.p99)
    spent = f"{cost(target) * 1e6:.0f} µs of processor"
    also = f"p50 {quantity(waited, 'ms')}, {spent}, {target.size() / 1000:.1f} kB"
    return row(f"{target.name}, {clients}", rate(target), "/s", p99=p99, also=also)


def compared(mine: Target, theirs: Target, clients: str, goal: Goal | None) -> Row:
    """Return how a target compares with another."""
    processor = cost(theirs) / max(cost(mine), 1e-9)
    return row(
        f"{mine.name}, {clients}",
        rate(mine),
        "/s",
        against=theirs.name,
        ratio=rate(mine) / rate(theirs) if rate(theirs) else None,
        second=processor,
        goal=goal,
        also=f"({times(processor)} by processor time)",
    )


def rate(target: Target) -> float:
    """Return the median of answers a second."""
    return median(target, lambda one: one.told.answers / one.told.seconds)


def cost(target: Target) -> float:
    """Return the median of the processor time of an answer, in seconds."""
    return median(target, lambda one: one.cost)


def median(target: Target, figure: Callable[[Round], float]) -> float:
    """Return the median of a figure over the rounds of a target that were disturbed least."""
    return statistics.median(map(figure, undisturbed(target.rounds)))
