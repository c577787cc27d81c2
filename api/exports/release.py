"""A release as the writers of its files see it."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from api.exports.tables import KINDS

Served = dict[str, Any]

CARDS = ("dataset", "codebook", "reliability")
EVERY = (*CARDS, *KINDS)
LINES = "parley.ndjson"


@dataclass(frozen=True)
class Release:
    """A release: its own card, and the folder of its files.

    Its records are read from the first of these, one a line, so that no writer needs more memory
    for many records than for few.
    """

    card: Served
    folder: Path

    def records(self, kind: str) -> Iterator[Served]:
        """Return the records of a kind, read while they are asked for."""
        head = start(kind)
        with (self.folder / LINES).open(encoding="utf-8") as lines:
            for line in lines:
                if line.startswith(head):
                    yield json.loads(line)["data"]

    @property
    def dataset(self) -> Served:
        """The card of the dataset."""
        return next(self.records("dataset"))

    @property
    def version(self) -> str:
        """The number of the release."""
        return str(self.card["id"])


def start(kind: str) -> str:
    """Return how the lines of a kind start."""
    return f'{{"kind":"{kind}",'


def render(data: Any) -> str:
    """Return compact JSON."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def show(data: Any) -> str:
    """Return JSON to be read by people too."""
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
