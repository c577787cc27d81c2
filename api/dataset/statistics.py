"""Tell at a glance how many positions there are, where none was found, and where none sought."""

from collections.abc import Collection, Iterator
from typing import Any

from api.dataset.covering import coverage
from api.dataset.records import Dataset
from api.dataset.tallying import tally

NOBODY_LOOKED = "·"


def table(dataset: Dataset, issues: Collection[str] = ()) -> Iterator[str]:
    """Return the lines of a Markdown table: issue and party by moment.

    A cell counts positions; 0 is none found, `·` not searched. Of a party without any position on
    an issue there is no row. Without issues, all are told.
    """
    (card,) = dataset.of("dataset").values()
    names = ["Issue", "Party", *(moment["label"] for moment in card.data["moments"])]
    yield line(names)
    yield line(["---", "---", *("--:" for _ in card.data["moments"])])
    cells = (cell for cell in coverage(dataset, tally(dataset)) if cell["position_count"])
    for cell in sorted(cells, key=lambda cell: place(dataset, cell)):
        if not issues or cell["issue"] in issues:
            yield line([*named(dataset, cell), *map(count, cell["moments"])])


def place(dataset: Dataset, cell: dict[str, Any]) -> tuple[int, int]:
    """Return the place of an issue and a party in their files."""
    issue, party = list(dataset.of("issues")), list(dataset.of("parties"))
    return issue.index(cell["issue"]), party.index(cell["party"])


def named(dataset: Dataset, cell: dict[str, Any]) -> tuple[str, str]:
    """Return the names of an issue and a party."""
    return (
        dataset.data("issues", cell["issue"])["name"],
        dataset.data("parties", cell["party"])["name"],
    )


def count(moment: dict[str, Any]) -> str:
    """Return what is known of a moment."""
    return NOBODY_LOOKED if moment["state"] == "not_coded" else str(moment["position_count"])


def line(cells: Collection[str]) -> str:
    """Return a line of a Markdown table."""
    return f"| {' | '.join(cells)} |"
