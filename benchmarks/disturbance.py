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
FIELDS, STEAL = 8, 7


class Ticks(NamedTuple):
    """What processors have counted since they started: of others, and in all."""

    stolen: int
    counted: int


def ticks() -> Ticks:
    """Return what was counted by now."""
    told = [int(number) for number in STAT.read_text("utf-8").split(maxsplit=11)[1 : 1 + FIELDS]]
    return Ticks(told[STEAL], sum(told))


def stolen_since(before: Ticks) -> float:
    """Return which share of the processor others took since then, from 0 to 1."""
    now = ticks()
    return (now.stolen - before.stolen) / max(now.counted - before.counted, 1)


def watched(measure: Callable[[], T]) -> tuple[float, T]:
    """Return the share that others took during a measurement, and what it gave."""
    before = ticks()
    given = measure()
    return stolen_since(before), given


def undisturbed(measured: Sequence[tuple[float, T]]) -> list[T]:
    """Return what was measured while others took least: half, or more where they took as little."""
    bound = statistics.median(share for share, _ in measured)
    return [given for share, given in measured if share <= bound]
