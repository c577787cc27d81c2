"""Codes of a codebook, drawn as often as curators used them."""

from collections.abc import Mapping
from itertools import accumulate
from random import Random
from typing import Any

OFTEN: Mapping[str, Mapping[str, float]] = {
    "stance": {
        "demands": 24, "requests": 24, "rejects": 20, "offers": 11, "accepts": 9,
        "accepts_conditionally": 7, "questions": 5,
    },
    "attribution": {
        "on_record_quote": 46, "on_record_paraphrase": 20, "official_document": 18, "leaked": 14,
        "reported": 2,
    },
    "change": {
        "reaffirmed": 47, "refined": 23, "hardened": 12, "softened": 12, "reversed": 5,
        "withdrawn": 0.5, "corrected": 0.5,
    },
    "source_kind": {"news": 95, "document": 4, "transcript": 1, "broadcast": 0.5},
    "grade": {"a": 75, "b": 24, "c": 1},
}  # fmt: skip


class Codes:
    """The values of each vocabulary of a codebook, with the chances of each."""

    def __init__(self, codebook: Mapping[str, Any]) -> None:
        self.values: dict[str, list[str]] = {
            vocabulary["id"]: [value["id"] for value in vocabulary["values"]]
            for vocabulary in codebook["vocabularies"]
        }
        self.chances = {
            name: list(accumulate(OFTEN.get(name, {}).get(value, 1.0) for value in values))
            for name, values in self.values.items()
        }

    def draw(self, chance: Random, vocabulary: str) -> str:
        """Return a value of a vocabulary."""
        chances = self.chances[vocabulary]
        return chance.choices(self.values[vocabulary], cum_weights=chances)[0]

    def first(self, vocabulary: str, *but: str) -> str:
        """Return the first value of a vocabulary but for some."""
        return next(value for value in self.values[vocabulary] if value not in but)
