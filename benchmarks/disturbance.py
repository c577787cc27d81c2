"""How much of the processor other machines took while something was measured.

Where the processor is shared, the hypervisor tells it as `steal` in /proc/stat (proc_stat(5)).
"""

import statistics
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple, TypeVar

T = TypeVar("T")

STAT = Path("/proc/stat")
# user, nice, system, idle, iowait, irq, softirq, steal; what follows is counted in them.
FIELDS, IDLE, WAITING, STEAL = 8, 3, 4, 7
LITTLE = 0.01


class Ticks(NamedTuple):
    """What was counted since the start: stolen by others, and all that was wanted of processors."""

    stolen: int
    wanted: int


def ticks() -> Ticks:
    """Return what was counted by now; nothing where it is not told."""
    if not STAT.exists():
        return Ticks(0, 0)
    line, _, _ = STAT.read_text("utf-8").partition("\n")
    told = [int(number) for number in line.split()[1 : 1 + FIELDS]]
    return Ticks(told[STEAL], sum(told) - told[IDLE] - told[WAITING])


def stolen_since(before: Ticks) -> float:
    """Return which share of what was wanted since then others took, from 0 to 1."""
    now = ticks()
    return (now.stolen - before.stolen) / max(now.wanted - before.wanted, 1)


def watched(measure: Callable[[], T]) -> tuple[float, T]:
    """Return the share that others took during a measurement, and what it gave."""
    before = ticks()
    given = measure()
    return stolen_since(before), given


def undisturbed(measured: Sequence[tuple[float, T]]) -> list[T]:
    """Return what was measured while others took least: half, or all where they took little."""
    bound = max(statistics.median(share for share, _ in measured), LITTLE)
    return [given for share, given in measured if share <= bound]
