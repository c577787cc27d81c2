"""The picture of a matrix: questions as rows, parties as columns, a mark and a word in a cell."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from api.http.wording import day, many
from api.pictures.lettering import wrapped
from api.store.comparison import Comparison, Provision

Record = dict[str, Any]

QUESTION, COLUMN = 300.0, 150.0
SIZE, SMALL, LINE, PADDING = 13.0, 12.0, 17.0, 8.0
INDENT, GAP = 16.0, 14.0
HEADING = 30.0


class Cell(NamedTuple):
    """What a party holds: lines of its answer and of its day, and the headline, if there is one."""

    x: float
    party: str
    answer: list[str]
    said: list[str]
    headline: Record | None

    @property
    def told(self) -> str:
        """Return the cell in words."""
        said = f", {' '.join(self.said)}" if self.said else ""
        return f"{self.party}: {' '.join(self.answer)}{said}"


class Row(NamedTuple):
    """A question and what every party answers."""

    top: float
    height: float
    question: list[str]
    cells: list[Cell]


class Section(NamedTuple):
    """The rows of an issue, and how many of its questions nothing stands on."""

    top: float
    issue: str
    rows: list[Row]
    bottom: float
    silent: str


class Table(NamedTuple):
    """All that is drawn."""

    width: float
    height: float
    columns: list[tuple[float, list[str]]]
    sections: list[Section]


def table(comparison: Comparison, parties: Sequence[str], issues: Sequence[Record]) -> Table:
    """Return the picture of a comparison: parties and issues in the order that is given."""
    names = [comparison.edition.known("parties")[party] for party in parties]
    columns = [(place(n), wrapped(name, COLUMN - GAP, SIZE, True)) for n, name in enumerate(names)]
    top = PADDING + LINE * max(len(lines) for _, lines in columns)
    sections = []
    for issue in issues:
        sections.append(section(comparison, parties, issue, top))
        top = sections[-1].bottom
    return Table(place(len(columns)), top, columns, sections)


def place(number: int) -> float:
    """Return where the column of a number begins."""
    return QUESTION + COLUMN * number


def section(comparison: Comparison, parties: Sequence[str], issue: Record, top: float) -> Section:
    """Return the rows of an issue; questions on which nothing stands are only counted."""
    chosen = {one.id for one in comparison.provisions}
    asked = [one for one in issue["provisions"] if one["id"] in chosen]
    below, rows = top + HEADING, []
    for provision in asked:
        one = row(comparison, parties, issue["id"], provision, below)
        if any(cell.headline for cell in one.cells):
            rows.append(one)
            below += one.height
    left = len(asked) - len(rows)
    silent = f"Nothing stands on {many(left, 'further question' if rows else 'question')}."
    bottom = below + (LINE + PADDING) * bool(left)
    return Section(top, issue["name"], rows, bottom, silent if left else "")


def row(
    comparison: Comparison, parties: Sequence[str], issue: str, provision: Record, top: float
) -> Row:
    """Return what every party answers to a provision."""
    asked = Provision(issue, provision["id"])
    question = wrapped(provision["question"], QUESTION - GAP, SIZE)
    cells = [cell(comparison, asked, party, place(n)) for n, party in enumerate(parties)]
    lines = max(len(question), *(len(one.answer) + len(one.said) for one in cells))
    return Row(top, lines * LINE + 2 * PADDING, question, cells)


def cell(comparison: Comparison, provision: Provision, party: str, x: float) -> Cell:
    """Return what a party answers to a provision."""
    headline = comparison.found(provision, party).headline
    answer = comparison.answer_label(comparison.answer(provision, party))
    room = COLUMN - GAP - (INDENT if headline else 0)
    lines = wrapped(answer, room, SIZE, bool(headline))
    said = wrapped(day(headline["said_on"]), room, SMALL) if headline else []
    return Cell(x, comparison.edition.known("parties")[party], lines, said, headline)
