"""Measure how many answers a second servers give, and what each costs in processor time.

One worker of Granian for each application, one process of each peer, all running; wrk asks them in
turns, for seconds. Where the machine is busy, read the processor time, which others take little
from, before the answers a second.
"""

import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial
from itertools import starmap
from pathlib import Path
from random import Random
from statistics import median

from benchmarks import peers, wrk
from benchmarks.disturbance import undisturbed, watched
from benchmarks.report import quantity, times
from benchmarks.rows import Goal, LeftOut, Row, at_least, row
from benchmarks.servers import Server
from benchmarks.targets import Round, Target, bases, others, ours

TITLE = "Answers under load"
ABOUT = (
    "One process each, on the real data, asked by wrk in turns; answers a second, and how long 99 "
    "of 100 clients waited: medians over the rounds in which other machines took least of the "
    "processor, half of all or more. A ratio is the median of those of single turns, of answers a "
    "second; that in parentheses of the server's processor time for each answer, which a busy "
    "machine changes less; where only one of both keeps a goal, whether it is reached is unclear. "
    "A page holds the 13 latest positions of a party, Datasette's 13 of the same party; "
    "where bytes are constant or in a file, they are those of our page or record. Datasette "
    "is compared as it comes, and tuned: immutable, indexed, no counts, no facets."
)
ROUNDS = {32: 11, 1: 5}
PATIENCE = 50
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
        target.measured.clear()
    for turn in range(ROUNDS[connections]):
        for target in in_turn(targets, turn):
            target.measured.append(watched(partial(ask, target, connections)))
            settle(target.server)
    clients = f"{connections} connection{'s' if connections > 1 else ''}"
    yield from (given(target, clients) for target in targets)
    named = {target.name: target for target in targets}
    for (mine, theirs), goal in GOALS.items():
        if theirs in named:
            held = goal if connections > 1 else None
            yield compared(named[mine], named[theirs], clients, held)


def in_turn(targets: list[Target], turn: int) -> list[Target]:
    """Return who is asked in a turn, in another order each time, but for groups together."""
    asked = [target for target in targets if turn < target.most]
    Random(turn).shuffle(asked)
    places = list(dict.fromkeys(target.group for target in asked))
    return sorted(asked, key=lambda target: places.index(target.group))


def ask(target: Target, connections: int) -> Round:
    """Ask for a target for its seconds; return what was measured."""
    before = target.server.seconds()
    told = wrk.run(target.address, connections, target.seconds, target.script)
    return Round(told, (target.server.seconds() - before) / max(told.answers, 1))


def settle(server: Server) -> None:
    """Wait until a server has done what it was asked, so that it takes nothing from the next."""
    for _ in range(PATIENCE):
        before = server.seconds()
        time.sleep(0.1)
        if server.seconds() - before < 0.02:
            return


def given(target: Target, clients: str) -> Row:
    """Return what a target gives."""
    rounds = undisturbed(target.measured)
    waited = median(one.told.p50 for one in rounds)
    spent = f"{median(one.cost for one in rounds) * 1e6:.0f} µs of processor"
    return row(
        f"{target.name}, {clients}",
        median(one.rate for one in rounds),
        "/s",
        p99=median(one.told.p99 for one in rounds),
        also=f"p50 {quantity(waited, 'ms')}, {spent}, {target.size() / 1000:.1f} kB",
    )


def compared(mine: Target, theirs: Target, clients: str, goal: Goal | None) -> Row:
    """Return how a target compares with another, turn by turn."""
    turns = undisturbed(list(starmap(together, zip(mine.measured, theirs.measured, strict=False))))
    processor = median(other.cost / max(one.cost, 1e-9) for one, other in turns)
    return row(
        f"{mine.name}, {clients}",
        median(one.rate for one, _ in turns),
        "/s",
        against=theirs.name,
        ratio=median(one.rate / other.rate for one, other in turns),
        second=processor,
        goal=goal,
        also=f"({times(processor)} by processor time)",
    )


def together(
    mine: tuple[float, Round], theirs: tuple[float, Round]
) -> tuple[float, tuple[Round, Round]]:
    """Return two rounds of one turn, as disturbed as the worse of them."""
    return max(mine[0], theirs[0]), (mine[1], theirs[1])
