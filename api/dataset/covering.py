"""What was searched and what was found: for every party on every issue, in all and by moment."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from api.dataset.records import Dataset
from api.dataset.tallying import Cell, Tally
from schemas.edtf import Bounds, bounds

Served = dict[str, Any]


class Found(NamedTuple):
    """What is known of one cell, a party on an issue: its searches, and its answers by day."""

    searches: list[Served]
    said: Counter[date]


def coverage(dataset: Dataset, told: Tally) -> Iterator[Served]:
    """Return the state of every party on every issue."""
    cells = searched(dataset)
    moments = [moment for card in dataset.of("dataset").values() for moment in card.data["moments"]]
    for party in sorted(dataset.of("parties")):
        for issue in sorted(dataset.of("issues")):
            cell = Found(cells[party, issue], told.said.get((party, issue), Counter()))
            latest = max(cell.searches, key=until, default=None)
            yield {
                "id": f"{party}.{issue}",
                "party": party,
                "issue": issue,
                **state(cell.said.total(), bool(cell.searches)),
                "searched_until": latest["searched_until"] if latest else None,
                "scope": latest["scope"] if latest else None,
                "moments": [in_moment(moment, cell) for moment in moments],
            }


def searched(dataset: Dataset) -> defaultdict[Cell, list[Served]]:
    """Return the searches of every cell."""
    cells: defaultdict[Cell, list[Served]] = defaultdict(list)
    for record in dataset.of("searches").values():
        for issue in record.data["issues"]:
            cells[record.data["party"], issue].append(record.data)
    return cells


def in_moment(moment: Served, cell: Found) -> Served:
    """Return the state of a cell in a moment."""
    days = bounds(moment["days"])
    count = sum(n for day, n in cell.said.items() if days.holds(day))
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
