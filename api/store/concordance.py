"""The words of texts and where they stand: gathered while the tables are filled, part by part.

A part is written once it has enough words, so that what is held does not grow with the records.
"""

from array import array
from collections.abc import Iterable
from typing import Any, NamedTuple

import numpy as np

from api.store.coding import Coded, Coding, coded
from api.store.words import words_in

ENOUGH = 2**23
LAST_PLACE = 2**16 - 1


class Wording(NamedTuple):
    """The words of some texts, each with its record, and at which place in the text each stands."""

    words: Coded
    places: "array[int]"


def wording(texts: Iterable[tuple[int, str]]) -> Wording:
    """Return the words of texts, each with the number of its record."""
    found: list[str] = []
    records, places = array("I"), array("H")
    for seq, text in texts:
        words = words_in(text)
        found += words
        records.extend([seq - 1] * len(words))
        places.extend(range(min(len(words), LAST_PLACE)))
        places.extend([LAST_PLACE] * (len(words) - LAST_PLACE))
    return Wording(coded(found, records), places)


class Concordance:
    """The words of the records of a kind."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.part = 0
        self.begin()

    def begin(self) -> None:
        """Begin a part."""
        self.words = Coding()
        self.places = array("H")

    def take(self, told: Wording) -> None:
        """Take the words of more texts."""
        self.words.take(told.words)
        self.places.extend(told.places)

    @property
    def is_enough(self) -> bool:
        """Whether what is held should be written."""
        return len(self.places) >= ENOUGH

    def rows(self) -> list[tuple[Any, ...]]:
        """Return the rows of the part that is held, by word, and begin another one."""
        codes, known = np.frombuffer(self.words.codes, "u4"), self.words.known
        order = np.argsort(codes, kind="stable")
        records = np.frombuffer(self.words.owners, "u4").astype("<u4")[order]
        places = np.frombuffer(self.places, "u2").astype("<u2")[order]
        ends = np.bincount(codes, minlength=len(known)).cumsum().tolist()
        found = sorted(zip(known, [0, *ends], ends, strict=False))
        rows = [
            (self.kind, word, self.part, records[begin:end].tobytes(), places[begin:end].tobytes())
            for word, begin, end in found
        ]
        self.part += 1
        self.begin()
        return rows
