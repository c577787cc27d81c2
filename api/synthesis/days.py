"""The days of a made-up dataset: few in most years, many in one, as when talks are on."""

from bisect import bisect
from datetime import date, timedelta
from itertools import accumulate, pairwise
from random import Random

FIRST, LAST = date(2022, 2, 24), date(2026, 6, 24)
COVERED = f"{FIRST}/{LAST}"
MOMENTS = (
    ("2022-spring", "spring 2022", "2022-02/2022-06"),
    ("2022-autumn", "autumn 2022", "2022-07/2022-12"),
    ("2023", "2023", "2023"),
    ("2024", "2024", "2024"),
    ("2025-q1", "Q1 2025", "2025-01/2025-03"),
    ("2025-q2", "Q2 2025", "2025-04/2025-06"),
    ("2025-q3", "Q3 2025", "2025-07/2025-09"),
    ("2025-q4", "Q4 2025", "2025-10/2025-12"),
    ("2026-q1", "Q1 2026", "2026-01/2026-03"),
    ("2026-q2", "Q2 2026", "2026-04/2026-06"),
)
BUSY = {2022: 12, 2023: 2, 2024: 9, 2025: 67, 2026: 18}
DAYS = [str(FIRST + timedelta(number)) for number in range((LAST - FIRST).days + 1)]
CHANCES = list(accumulate(BUSY[int(day[:4])] for day in DAYS))
ENDS = {day for day, next in pairwise(DAYS) if day[:7] != next[:7]}


def some(chance: Random, count: int) -> list[str]:
    """Return some days in their order, with repetitions."""
    return sorted(chance.choices(DAYS, cum_weights=CHANCES, k=count))


def as_known(chance: Random, day: str) -> str:
    """Return a date whose last day is a day: mostly itself, at times less precise (EDTF)."""
    drawn = chance.random()
    if drawn < 0.05:
        return f"../{day}"
    if drawn < 0.12 and day > DAYS[0]:
        return f"{DAYS[bisect(DAYS, day) - 2]}/{day}"
    return day[:7] if day in ENDS and drawn < 0.3 else day
