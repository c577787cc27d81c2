"""What was measured, in rows of one shape, beside what it should be."""

import json
import math
import statistics
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import NamedTuple


class Goal(NamedTuple):
    """A bound that a ratio should keep, or a median where it has a unit."""

    sign: str
    bound: float
    unit: str = ""

    def __str__(self) -> str:
        """Return the goal as people read it."""
        return f"{self.sign} {self.bound:g} {self.unit or '×'}"

    def is_reached(self, median: float, ratio: float | None) -> bool | None:
        """Tell whether figures keep the bound; None if there is nothing to hold to it."""
        figure = median if self.unit else ratio
        if figure is None:
            return None
        return figure >= self.bound if self.sign == "≥" else figure <= self.bound


def at_least(bound: float, unit: str = "") -> Goal:
    """Return the goal of a ratio, or of a median in a unit, that should be large."""
    return Goal("≥", bound, unit)


def at_most(bound: float, unit: str = "") -> Goal:
    """Return the goal of a ratio, or of a median in a unit, that should be small."""
    return Goal("≤", bound, unit)


@dataclass(frozen=True)
class Row:
    """A work, the median of what it took or gave, and what that is compared with."""

    work: str
    median: float
    unit: str
    against: str = ""
    p99: float | None = None
    ratio: float | None = None
    goal: str = ""
    reached: bool | None = None
    also: str = ""


@dataclass(frozen=True)
class LeftOut:
    """Rows that are not there, and why."""

    what: str
    why: str

    def __str__(self) -> str:
        """Return it as a sentence."""
        return f"{self.what}: left out. {self.why}"


def row(
    work: str,
    median: float,
    unit: str,
    *,
    against: str = "",
    p99: float | None = None,
    ratio: float | None = None,
    second: float | None = None,
    goal: Goal | None = None,
    also: str = "",
) -> Row:
    """Return a row that says whether its goal is reached, if a second ratio agrees."""
    reached = goal.is_reached(median, ratio) if goal else None
    if goal and second is not None and goal.is_reached(median, second) != reached:
        reached = None
    return Row(work, median, unit, against, p99, ratio, str(goal or ""), reached, also)


def in_milliseconds(work: str, seconds: Sequence[float], goal: Goal | None = None) -> Row:
    """Return the row of a work whose rounds took some seconds each."""
    median, p99 = statistics.median(seconds) * 1000, percentile(seconds, 99) * 1000
    return row(work, median, "ms", p99=p99, goal=goal)


def percentile(samples: Sequence[float], percent: float) -> float:
    """Return the least sample that so many percent of all samples do not exceed."""
    place = math.ceil(len(samples) * percent / 100)
    return sorted(samples)[max(place, 1) - 1]


def rounds(most: int, seconds: float) -> Iterator[int]:
    """Yield the number of each round while there is time: -1 to warm up, then at least one."""
    begun = time.perf_counter()
    for turn in range(-1, most):
        if turn < 1 or time.perf_counter() - begun < seconds:
            yield turn


def written(told: Row | LeftOut) -> str:
    """Return a row, or what is left out, as a line of JSON."""
    return json.dumps(asdict(told), ensure_ascii=False)


def read(line: str) -> Row | LeftOut:
    """Return what a line of JSON tells."""
    told = json.loads(line)
    return LeftOut(**told) if "why" in told else Row(**told)
