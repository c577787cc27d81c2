"""The words of texts and where they stand: gathered while the tables are filled, part by part.

A part is written once it has enough words, so that what is held does not grow with the records.
"""

from array import array
from collections.abc import Iterable
from typing import Any, NamedTuple

import numpy as np

from api.store.coding import Codes
from api.store.words import words_in

ENOUGH = 2**23
LAST_PLACE = 2**16 - 1


class Wording(NamedTuple):
    """The words of some texts, one after another: which, in which record, and at which place."""

    known: list[str]
    codes: "array[int]"
    records: "array[int]"
    places: "array[int]"


def wording(texts: Iterable[tuple[int, str]]) -> Wording:
    """Return the words of texts, each with the number of its record."""
    known = Codes()
    codes, records, places = array("I"), array("I"), array("H")
    for seq, text in texts:
        words = words_in(text)
        codes.extend(map(known.__getitem__, words))
        records.extend([seq - 1] * len(words))
        places.extend(range(min(len(words), LAST_PLACE)))
        places.extend([LAST_PLACE] * (len(words) - LAST_PLACE))
    return Wording(list(known), codes, records, places)


class Concordance:
    """The words of the records of a kind."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.part = 0
        self.begin()

    def begin(self) -> None:
        """Begin a part."""
        self.known = Codes()
        self.codes, self.records, self.places = array("I"), array("I"), array("H")

    def take(self, told: Wording) -> None:
        """Take the words of more texts."""
        numbers = np.array([self.known[word] for word in told.known], "u4")
        self.codes.frombytes(numbers[np.frombuffer(told.codes, "u4")].tobytes())
        self.records.extend(told.records)
        self.places.extend(told.places)

    @property
    def is_enough(self) -> bool:
        """Whether what is held should be written."""
        return len(self.codes) >= ENOUGH

    def rows(self) -> list[tuple[Any, ...]]:
        """Return the rows of the part that is held, by word, and begin another one."""
        codes = np.frombuffer(self.codes, "u4")
        order = np.argsort(codes, kind="stable")
        records = np.frombuffer(self.records, "u4").astype("<u4")[order]
        places = np.frombuffer(self.places, "u2").astype("<u2")[order]
        ends = np.bincount(codes, minlength=len(self.known)).cumsum().tolist()
        found = sorted(zip(self.known, [0, *ends], ends, strict=False))
        rows = [
            (self.kind, word, self.part, records[begin:end].tobytes(), places[begin:end].tobytes())
            for word, begin, end in found
        ]
        self.part += 1
        self.begin()
        return rows
