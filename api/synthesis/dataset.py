"""A whole made-up dataset: the same records for the same codebook, size and seed."""

from collections.abc import Iterator
from functools import cached_property
from random import Random
from typing import Any

from api.synthesis import actors
from api.synthesis.actors import Written
from api.synthesis.codes import Codes
from api.synthesis.growth import sizes
from api.synthesis.positions import positions
from api.synthesis.sources import Library, library, sources
from api.synthesis.statements import setting


class Synthesis:
    """A made-up dataset of some positions; each kind is drawn with a chance of its own."""

    def __init__(self, codebook: dict[str, Any], positions: int, seed: int) -> None:
        self.codebook = codebook
        self.positions = positions
        self.seed = seed
        self.sizes = sizes(positions)
        self.codes = Codes(codebook)

    def records(self, kind: str) -> Iterator[Written]:
        """Return the records of a kind as they are written by hand."""
        if kind == "sources":
            return sources(self.chance(kind), self.library, self.codes)
        if kind == "positions":
            told = setting(self.settled, self.library, self.codes)
            return positions(self.chance(kind), self.positions, self.sizes["parties"], told)
        return iter(self.settled.get(kind, ()))

    def chance(self, kind: str) -> Random:
        """Return what a kind is drawn from; the same whenever it is asked for."""
        return Random(f"{kind} {self.positions} {self.seed}")

    @cached_property
    def library(self) -> Library:
        """The days of the sources, and which are copies."""
        return library(self.chance("library"), self.sizes["sources"])

    @cached_property
    def settled(self) -> dict[str, list[Written]]:
        """The records of the kinds of which there are few."""
        many, codes, draw = self.sizes, self.codes, self.chance
        parties, issues = many["parties"], many["issues"]
        events = (draw("events"), many["events"], parties, many["sources"], codes)
        return {
            "dataset": [actors.card(self.positions)],
            "codebook": [self.codebook],
            "parties": list(actors.parties(parties, codes)),
            "speakers": list(actors.speakers(draw("speakers"), many["speakers"], parties, codes)),
            "issues": list(actors.issues(draw("issues"), issues)),
            "events": list(actors.events(*events)),
            "searches": list(actors.searches(draw("searches"), parties, issues)),
        }
