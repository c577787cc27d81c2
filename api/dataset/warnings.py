"""What a curator should look at again, though nothing of it is wrong."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path

from api.dataset.errata import unaccounted
from api.dataset.frozen import latest
from api.dataset.mistakes import Mistake
from api.dataset.records import Dataset, Record
from schemas.edtf import bounds

Warnings = Iterator[Mistake]

STALE = timedelta(days=365)
OPPOSED = {"for", "against"}
TURNS = [{"for", "against"}, {"conditional", "against"}]
STEADY = {"reaffirmed", "refined"}


def warnings(root: Path, dataset: Dataset, today: date) -> list[Mistake]:
    """Return what to look at in a checked dataset, in the order of the files."""
    _, past = latest(root, dataset)
    return sorted(
        [
            *unaccounted(root, past, dataset),
            *lonely_provisions(dataset),
            *idle_sources(dataset),
            *stale_positions(dataset, today),
            *contradictions(dataset),
            *misnamed_changes(dataset),
        ]
    )


def lonely_provisions(dataset: Dataset) -> Warnings:
    """Find provisions that fewer than two parties answer: nobody can be compared on them."""
    answers: dict[str, set[str]] = defaultdict(set)
    for position in dataset.of("positions").values():
        answers[position.data["provision"]].add(position.data["party"])
    for id, provision in dataset.of("provisions").items():
        if len(answers[id]) < 2:
            who = next(iter(answers[id]), "no party")
            yield provision.mistake(("id",), f"Only {who} answers {id!r}.")


def idle_sources(dataset: Dataset) -> Warnings:
    """Find sources that neither a position, an event nor a rendition rests on."""
    used = {
        citation["source"]
        for position in dataset.of("positions").values()
        for citation in position.data["citations"]
    }
    used |= {id for event in dataset.of("events").values() for id in event.data["sources"]}
    used |= {source.data["rendition_of"] for source in dataset.of("sources").values()}
    for id, source in dataset.of("sources").items():
        if id not in used:
            yield source.mistake(("id",), f"Nothing rests on {id!r}.")


def stale_positions(dataset: Dataset, today: date) -> Warnings:
    """Find standing positions that were last said more than a year ago."""
    for position in standing(dataset):
        said = bounds(position.data["said_on"]).latest
        if today - said > STALE:
            reason = f"Neither reaffirmed nor superseded since {said}."
            yield position.mistake(("said_on",), reason)


def contradictions(dataset: Dataset) -> Warnings:
    """Find positions of a party on a provision that stand side by side, one for, one against."""
    cells: dict[tuple[str, str], list[Record]] = defaultdict(list)
    for position in standing(dataset):
        cells[position.data["party"], position.data["provision"]].append(position)
    for cell in cells.values():
        for one, other in combinations(cell, 2):
            if {direction_of(dataset, one), direction_of(dataset, other)} == OPPOSED:
                reason = f"Stands beside {one.data['id']!r}, which says the opposite."
                yield other.mistake(("stance",), reason)


def misnamed_changes(dataset: Dataset) -> Warnings:
    """Find changes whose name does not fit the directions before and after."""
    positions = dataset.of("positions")
    for position in positions.values():
        change, after = position.data["change"], direction_of(dataset, position)
        before = {direction_of(dataset, positions[id]) for id in position.data["supersedes"]}
        if change in STEADY and after not in before:
            reason = f"Is called {change}, but was {' and '.join(sorted(before))}, and is {after}."
            yield position.mistake(("change",), reason)
        turned = any({after, was} in TURNS for was in before)
        if change == "reversed" and not turned:
            reason = f"Is called reversed, but was {' and '.join(sorted(before))}, and is {after}."
            yield position.mistake(("change",), reason)


def standing(dataset: Dataset) -> list[Record]:
    """Return the positions that no other supersedes."""
    positions = dataset.of("positions")
    superseded = {id for position in positions.values() for id in position.data["supersedes"]}
    return [position for id, position in positions.items() if id not in superseded]


def direction_of(dataset: Dataset, position: Record) -> str:
    """Return the side on which a position is counted."""
    stance = dataset.vocabulary("stance")[position.data["stance"]]
    direction: str = stance["direction"]
    return direction
