"""Made-up sources, in the order of their days: originals, and copies of some of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Any

from api.synthesis.codes import Codes
from api.synthesis.days import DAYS, some
from api.synthesis.texts import sentence

Written = dict[str, Any]

COPIED = 0.14
LANGUAGES = ("en", "fr", "es", "de", "it", "pl")
OFTEN = (90, 4, 2, 2, 1, 1)
PUBLISHERS = 200


@dataclass(frozen=True)
class Library:
    """The day of each source, and whether it is a copy of the one before; that was not read."""

    days: list[str]
    copies: list[bool]

    def unread(self, place: int) -> bool:
        """Tell whether the source at a place was read in a copy only."""
        return place + 1 < len(self.days) and self.copies[place + 1]


def library(chance: Random, count: int) -> Library:
    """Return the days of the sources, some of them copies; the last can tell of any day."""
    copies = [False]
    for _ in range(count - 1):
        copies.append(not copies[-1] and chance.random() < COPIED)
    return Library([*some(chance, count - 1), DAYS[-1]], copies)


def sources(chance: Random, held: Library, codes: Codes) -> Iterator[Written]:
    """Return the sources."""
    for place, day in enumerate(held.days):
        number = place + 1
        yield {
            "id": f"source-{number}",
            "title": sentence(chance, 40, 110),
            "publisher": f"Publisher {chance.randint(1, PUBLISHERS)}",
            "published_on": day,
            "url": f"https://example.org/{number}",
            "language": chance.choices(LANGUAGES, OFTEN)[0],
            "kind": codes.draw(chance, "source_kind"),
            **rendition(number, held.copies[place], codes),
            **reading(chance, held.unread(place), codes),
        }


def rendition(number: int, copy: bool, codes: Codes) -> Written:
    """Return how a source relates to the one before it."""
    if not copy:
        return {"rendition": "original"}
    copied = codes.first("rendition", "original", "rewrite")
    return {"rendition": copied, "rendition_of": f"source-{number - 1}"}


def reading(chance: Random, unread: bool, codes: Codes) -> Written:
    """Return how much was read of a source, and how far that can be relied on."""
    if unread:
        return {"extent": "unread"}
    grade = codes.draw(chance, "grade")
    return {"extent": codes.first("extent", "unread"), "grade": grade}
