"""Dates as precisely as they are known: a subset of EDTF (ISO 8601-2:2019), levels 0 and 1."""

import re
from calendar import monthrange
from datetime import date
from functools import lru_cache
from typing import NamedTuple

OPEN = ".."
DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


class Bounds(NamedTuple):
    """The first and the last day that a date may mean; `earliest` is None if open."""

    earliest: date | None
    latest: date

    def overlaps(self, other: "Bounds") -> bool:
        """Tell whether some day lies within both."""
        after_start = self.earliest is None or self.earliest <= other.latest
        return after_start and (other.earliest is None or other.earliest <= self.latest)

    def holds(self, day: date) -> bool:
        """Tell whether a day lies within."""
        return day <= self.latest and (self.earliest is None or self.earliest <= day)


@lru_cache(maxsize=10_000)
def bounds(text: str) -> Bounds:
    """Return the days that a date or an interval may mean.

    Takes `2025`, `2025-03`, `2025-03-13`, `2025-03-11/2025-03-13` and `../2025-03-14`. Raises
    ValueError, with a sentence for the curator, for anything else.
    """
    start, slash, end = text.partition("/")
    if not slash:
        return date_bounds(text, text)
    latest = date_bounds(end, text).latest
    if start == OPEN:
        return Bounds(None, latest)
    earliest = date_bounds(start, text).earliest
    if earliest is None or earliest > latest:
        raise ValueError(f"The interval {text!r} ends before it begins.")
    return Bounds(earliest, latest)


def date_bounds(part: str, text: str) -> Bounds:
    """Return the days that a year, a month or a day within a text may mean."""
    match = DATE.fullmatch(part)
    if match is None:
        raise ValueError(
            f"{text!r} is not a date: write 2025, 2025-03, 2025-03-13, "
            "2025-03-11/2025-03-13 or ../2025-03-14."
        )
    year, month, day = match.groups()
    try:
        first = date(int(year), int(month or 1), int(day or 1))
    except ValueError as error:
        raise ValueError(f"There is no date {part!r}.") from error
    if day:
        return Bounds(first, first)
    last = first if month else first.replace(month=12)
    return Bounds(first, last.replace(day=monthrange(last.year, last.month)[1]))
