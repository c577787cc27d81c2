"""What was searched and what was found: for every party on every issue, in all and by moment."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from api.dataset.records import Dataset
from schemas.edtf import Bounds, bounds

Served = dict[str, Any]
Cell = tuple[str, str]


class Found(NamedTuple):
    """What is known of one cell, a party on an issue: its searches, and its answers' days."""

    searches: list[Served]
    said: list[date]


def coverage(dataset: Dataset) -> Iterator[Served]:
    """Return the state of every party on every issue."""
    cells = found_in(dataset)
    moments = [moment for card in dataset.of("dataset").values() for moment in card.data["moments"]]
    for party in sorted(dataset.of("parties")):
        for issue in sorted(dataset.of("issues")):
            cell = cells[party, issue]
            latest = max(cell.searches, key=until, default=None)
            yield {
                "id": f"{party}.{issue}",
                "party": party,
                "issue": issue,
                **state(len(cell.said), bool(cell.searches)),
                "searched_until": latest["searched_until"] if latest else None,
                "scope": latest["scope"] if latest else None,
                "moments": [in_moment(moment, cell) for moment in moments],
            }


def found_in(dataset: Dataset) -> defaultdict[Cell, Found]:
    """Return the searches and the dates of the positions of every cell that has some."""
    cells: defaultdict[Cell, Found] = defaultdict(lambda: Found([], []))
    for record in dataset.of("searches").values():
        for issue in record.data["issues"]:
            cells[record.data["party"], issue].searches.append(record.data)
    for record in dataset.of("positions").values():
        issue = dataset.data("provisions", record.data["provision"])["issue"]
        cells[record.data["party"], issue].said.append(bounds(record.data["said_on"]).latest)
    return cells


def in_moment(moment: Served, cell: Found) -> Served:
    """Return the state of a cell in a moment."""
    days = bounds(moment["days"])
    count = sum(days.overlaps(Bounds(day, day)) for day in cell.said)
    searched = any(days.overlaps(span(search)) for search in cell.searches)
    return {"id": moment["id"], "label": moment["label"], **state(count, searched)}


def state(count: int, searched: bool) -> Served:
    """Return what a number of positions means, given whether texts were searched."""
    word = "coded" if count else "none_found" if searched else "not_coded"
    return {"state": word, "position_count": count}


def span(search: Served) -> Bounds:
    """Return the days that a search covers."""
    return Bounds(bounds(search["searched_from"]).earliest, until(search))


def until(search: Served) -> date:
    """Return the last day that a search covers."""
    return bounds(search["searched_until"]).latest
