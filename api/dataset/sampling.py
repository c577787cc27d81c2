"""Draw the positions that are to be coded a second time."""

import math
import random
from collections import Counter, defaultdict
from fractions import Fraction
from typing import Any

from api.dataset.records import Dataset

Unit = dict[str, Any]


def units(dataset: Dataset, seed: int, share: float) -> list[Unit]:
    """Return the positions drawn as units for a blind coder, numbered in the order of the draw.

    A unit tells whose answer is to be coded and at which place of which text. Only where that place
    holds several answers of the party does it tell the issue too. It does not tell the position,
    whose id would give the answer away; drawing again with the seed joins the codings.
    """
    answers = Counter(place(dataset, id) for id in dataset.of("positions"))
    return [
        {"id": f"unit-{number}"} | unit(dataset, id, answers[place(dataset, id)] > 1)
        for number, id in enumerate(draw(dataset, seed, share), 1)
    ]


def draw(dataset: Dataset, seed: int, share: float) -> list[str]:
    """Return the ids of a share of each party's positions, rounded up."""
    by_party: dict[str, list[str]] = defaultdict(list)
    for id, record in sorted(dataset.of("positions").items()):
        by_party[record.data["party"]].append(id)
    chance = random.Random(seed)
    exact = Fraction(str(share))
    return [
        id
        for _, ids in sorted(by_party.items())
        for id in sorted(chance.sample(ids, math.ceil(exact * len(ids))))
    ]


def place(dataset: Dataset, id: str) -> tuple[str, str, str | None]:
    """Return the party of a position, and the source and locator of its first citation."""
    position = dataset.data("positions", id)
    citation = position["citations"][0]
    return position["party"], citation["source"], citation["locator"]


def unit(dataset: Dataset, id: str, issue_told: bool) -> Unit:
    """Return what a blind coder is given of a position."""
    party, source, locator = place(dataset, id)
    provision = dataset.data("positions", id)["provision"]
    issue = dataset.data("provisions", provision)["issue"]
    told = {"issue": issue} if issue_told else {}
    return {"party": party, "source": source, "locator": locator} | told
