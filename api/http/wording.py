"""Dates and names as people read them."""

from datetime import date
from itertools import takewhile
from urllib.parse import urlsplit

from flask import Flask

from schemas.edtf import OPEN

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def day(text: str) -> str:
    """Return a date or an interval in EDTF as people write it."""
    start, slash, end = text.partition("/")
    if not slash:
        return " ".join(words(text))
    if start == OPEN:
        return f"by {day(end)}"
    first, last = words(start), words(end)
    shared = shared_end(first, last) if len(first) == len(last) else 0
    return f"{' '.join(first[: max(len(first) - shared, 1)])} to {' '.join(last)}"


def shared_end(first: list[str], last: list[str]) -> int:
    """Return how many words two dates have in common at their ends."""
    pairs = zip(reversed(first), reversed(last), strict=True)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def words(text: str) -> list[str]:
    """Return the day, the month and the year of a date, as far as it has them."""
    year, *rest = text.split("-")
    month = [MONTHS[int(rest[0]) - 1]] if rest else []
    return [*(str(int(one)) for one in rest[1:]), *month, year]


def before(then: str, now: str) -> str:
    """Return how long before a day another one was, roughly."""
    days = (date.fromisoformat(now) - date.fromisoformat(then)).days
    if days < 60:
        return f"{many(days, 'day')} before" if days else "the same day"
    months = many(round(days / 30.44), "month")
    return f"{months if days < 730 else many(days // 365, 'year')} before"


def many(count: int, noun: str, plural: str = "") -> str:
    """Return a number of things in words."""
    return f"{count:,} {noun if count == 1 else plural or f'{noun}s'}"


def host(address: str) -> str:
    """Return whose an address is."""
    return (urlsplit(address).hostname or address).removeprefix("www.")


def init_app(app: Flask) -> None:
    """Let templates use these words."""
    app.jinja_env.filters.update(day=day, before=before, many=many, host=host)
