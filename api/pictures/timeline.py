"""The picture of an issue: parties as lanes, positions as marks, events as rules, years as axis."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

Record = dict[str, Any]

WIDTH, LEFT, RIGHT = 960, 190, 12
AXIS, ROW, PADDING = 30, 14, 7
APART = 13.0


class Scale(NamedTuple):
    """How days are laid out: whole years, from the first to the last that something is in."""

    first: date
    last: date

    def x(self, day: str) -> float:
        """Return the place of a day."""
        share = (date.fromisoformat(day) - self.first) / (self.last - self.first)
        return round(LEFT + share * (WIDTH - LEFT - RIGHT), 1)

    @property
    def period(self) -> str:
        """Return the first and the last year."""
        first, last = self.first.year, self.last.year - 1
        return f"{first} to {last}" if first != last else f"{first}"

    def years(self) -> list[tuple[float, int]]:
        """Return the place at which each year begins."""
        return [(self.x(f"{y}-01-01"), y) for y in range(self.first.year, self.last.year)]


class Mark(NamedTuple):
    """A position in the picture; `start` is where the days that its date may mean begin."""

    start: float
    x: float
    y: float
    record: Record


class Lane(NamedTuple):
    """The marks of a party, in as many rows as keep them apart."""

    label: str
    top: float
    height: float
    marks: list[Mark]

    @property
    def in_words(self) -> str:
        """Return how many marks there are of each direction."""
        counted = Counter(mark.record["direction_label"] for mark in self.marks)
        return ", ".join(f"{count} {direction}" for direction, count in counted.items())


class Picture(NamedTuple):
    """All that is drawn."""

    height: float
    scale: Scale
    lanes: list[Lane]
    rules: list[tuple[float, Record]]

    @property
    def in_words(self) -> str:
        """Return what the picture shows to who hears it."""
        lanes = (f"{lane.label}: {lane.in_words}." for lane in self.lanes)
        return " ".join(["A lane for each party with a mark for each position.", *lanes])


def picture(said: Sequence[Record], events: Sequence[Record]) -> Picture | None:
    """Return the picture of some positions and of their occasions; none, if nothing was said."""
    if not said:
        return None
    scale = scale_of([one["said_on_latest"] for one in said])
    lanes: list[Lane] = []
    top = float(AXIS)
    for party, _ in Counter(one["party"] for one in said).most_common():
        lanes.append(lane(scale, top, [one for one in said if one["party"] == party]))
        top += lanes[-1].height
    rules = [(scale.x(one["held_on_latest"]), one) for one in events]
    return Picture(top + PADDING, scale, lanes, rules)


def scale_of(days: Sequence[str]) -> Scale:
    """Return the scale of the years that hold some days."""
    years = [date.fromisoformat(day).year for day in days]
    return Scale(date(min(years), 1, 1), date(max(years) + 1, 1, 1))


def lane(scale: Scale, top: float, said: Sequence[Record]) -> Lane:
    """Return the lane of a party: each mark in the first row in which it touches no other."""
    rows: list[float] = []
    marks = []
    for one in sorted(said, key=lambda one: (one["said_on_latest"], one["id"])):
        x = scale.x(one["said_on_latest"])
        row = next((row for row, last in enumerate(rows) if x - last >= APART), len(rows))
        rows[row : row + 1] = [x]
        y = top + PADDING + ROW * (row + 0.5)
        marks.append(Mark(start(scale, one, x), x, y, one))
    return Lane(said[0]["party_label"], top, 2 * PADDING + ROW * len(rows), marks)


def start(scale: Scale, one: Record, x: float) -> float:
    """Return where a position's days begin; one that is open at the start has no beginning."""
    first = one["said_on_earliest"]
    return max(scale.x(first), float(LEFT)) if first else x
