"""Check what supersedes what: earlier answers of one party to one provision, and no circles."""

from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter

from api.dataset.mistakes import Mistake
from api.dataset.records import Dataset, Record
from schemas.edtf import bounds

Mistakes = Iterator[Mistake]
Graph = dict[str, list[str]]


def check_supersession(dataset: Dataset, position: Record) -> Mistakes:
    """Ask that a position supersedes only earlier answers of its party to its provision."""
    for number, id in enumerate(position.data["supersedes"]):
        earlier = dataset.of("positions").get(id)
        if earlier is None or not earlier.whole:
            continue
        place = ("supersedes", number)
        for member in ("party", "provision"):
            if earlier.data[member] != position.data[member]:
                yield position.mistake(place, f"{id!r} is of another {member}.")
        if bounds(earlier.data["said_on"]).latest > bounds(position.data["said_on"]).latest:
            reason = f"{id!r} was said later, on {earlier.data['said_on']}."
            yield position.mistake(place, reason)


def check_loops(dataset: Dataset) -> Mistakes:
    """Refuse positions that supersede each other in a circle."""
    positions = dataset.of("positions")
    graph = suspects(positions)
    while circle := find_circle(graph):
        reason = f"Goes round in a circle: {' <- '.join(circle)}."
        yield positions[circle[0]].mistake(("supersedes",), reason)
        graph = {id: earlier for id, earlier in graph.items() if id not in circle}


def suspects(positions: Mapping[str, Record]) -> Graph:
    """Return what may be in a circle: positions that supersede others, and these.

    Who supersedes only what was said before runs back in time and never comes round, so that only
    steps within a day are left, unless some step leads forward.
    """
    within: Graph = {}
    for id, record in positions.items():
        for earlier in record.data.get("supersedes", ()):
            ahead = days_ahead(record, positions.get(earlier))
            if ahead > 0:
                return {id: one.data.get("supersedes", []) for id, one in positions.items()}
            if ahead == 0:
                within.setdefault(id, []).append(earlier)
    return within


def days_ahead(position: Record, earlier: Record | None) -> int:
    """Return by how many days a position is superseded before it was said; 1 if unknown."""
    said = [one.data.get("said_on") for one in (position, earlier or position)]
    last, first = (bounds(day).latest if day else None for day in said)
    return (first - last).days if first and last else 1


def find_circle(graph: Graph) -> list[str]:
    """Return the ids along some circle of a graph, if there is one."""
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        circle: list[str] = error.args[1]
        return circle
    return []
