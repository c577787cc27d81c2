"""What positions add up to: uses of records, answers, chains, and the days of each cell."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from api.dataset.records import Dataset
from schemas.edtf import bounds

Cell = tuple[str, str]


class Later(NamedTuple):
    """A position that supersedes another, and the last day that its date may mean."""

    id: str
    day: date


@dataclass(frozen=True)
class Tally:
    """What is counted of positions, one after another, in any order.

    `uses` counts, by kind and id, the positions that rest on a record; `answered` has the parties
    of each provision; `later` what supersedes each position; `said` how many positions of each
    party on each issue have which last day.
    """

    uses: Counter[tuple[str, str | None]] = field(default_factory=Counter)
    answered: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    later: defaultdict[str, list[Later]] = field(default_factory=lambda: defaultdict(list))
    said: defaultdict[Cell, Counter[date]] = field(default_factory=lambda: defaultdict(Counter))

    def count(self, position: Mapping[str, Any], issue: str) -> None:
        """Count a position on an issue."""
        party, provision = position["party"], position["provision"]
        named = [("parties", party), ("issues", issue), ("provisions", provision)]
        said = [("speakers", position["speaker"]), ("events", position["event"])]
        told = {("sources", citation["source"]) for citation in position["citations"]}
        self.uses.update([*named, *said, *told])
        self.answered[provision].add(party)
        day = bounds(position["said_on"]).latest
        self.said[party, issue][day] += 1
        for earlier in position["supersedes"]:
            self.later[earlier].append(Later(position["id"], day))

    def add(self, other: "Tally") -> None:
        """Count what another has counted."""
        self.uses.update(other.uses)
        for provision, parties in other.answered.items():
            self.answered[provision] |= parties
        for earlier, later in other.later.items():
            self.later[earlier] += later
        for cell, days in other.said.items():
            self.said[cell].update(days)

    def after(self, id: str) -> list[Later]:
        """Return what supersedes a position, by id."""
        return sorted(self.later.get(id, ()))


def tally(dataset: Dataset) -> Tally:
    """Count all positions of a dataset."""
    found = Tally()
    for record in dataset.of("positions").values():
        found.count(record.data, dataset.data("provisions", record.data["provision"])["issue"])
    return found
