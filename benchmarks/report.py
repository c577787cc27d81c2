"""The report: Markdown of what was measured, on what, and whether the goals are reached."""

import os
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.rows import LeftOut, Row

COLUMNS = ("work", "compared with", "median", "p99", "ratio", "goal", "reached", "also")
REACHED = {True: "yes", False: "**no**", None: "unclear"}
DIGITS = 3


@dataclass
class Section:
    """What one module measured."""

    title: str
    about: str
    rows: list[Row] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)


def document(facts: Mapping[str, str], sections: Iterable[Section]) -> str:
    """Return the whole report."""
    sections = list(sections)
    parts = [
        "# Measured",
        "Written by `make bench`; who runs it again has other figures. All that is compared ran in "
        "turns on one machine, which others may use as well: trust ratios before absolute figures.",
        table(("what", "measured on"), facts.items()),
        verdict([row for section in sections for row in section.rows]),
        *map(chapter, sections),
    ]
    return "\n\n".join(parts) + "\n"


def chapter(section: Section) -> str:
    """Return a section under its title."""
    parts = [f"## {section.title}", section.about]
    if section.rows:
        parts.append(table(*measured(section.rows)))
    parts += map(str, section.left_out)
    return "\n\n".join(parts)


def verdict(rows: list[Row]) -> str:
    """Return how many goals are reached, and which are missed or unclear."""
    held = [row for row in rows if row.goal]
    missed = [row for row in held if row.reached is False]
    unclear = [row for row in held if row.reached is None]
    reached = len(held) - len(missed) - len(unclear)
    first = f"Goals: {reached} reached, {len(missed)} missed, {len(unclear)} unclear."
    lines = [f"- missed: {row.work}{told_against(row)}, {figures(row)}" for row in missed]
    lines += [
        f"- unclear: {row.work}{told_against(row)}, {figures(row)} {row.also}".rstrip()
        for row in unclear
    ]
    return "\n".join([first, "", *lines]).rstrip()


def told_against(row: Row) -> str:
    """Return what a row is compared with, as a part of a sentence."""
    return f" against {row.against}" if row.against else ""


def figures(row: Row) -> str:
    """Return the figure of a row that its goal is about, and the goal."""
    of_ratio = row.goal.endswith("×")
    figure = times(row.ratio) if of_ratio else quantity(row.median, row.unit)
    return f"{figure} where the goal is {row.goal}"


def cells(row: Row) -> tuple[str, ...]:
    """Return the cells of a row, by `COLUMNS`."""
    return (
        row.work,
        row.against or "—",
        quantity(row.median, row.unit),
        "—" if row.p99 is None else quantity(row.p99, "ms"),
        times(row.ratio),
        row.goal or "—",
        REACHED[row.reached] if row.goal else "—",
        row.also,
    )


def measured(rows: list[Row]) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Return the titles and the cells of a table, without columns that no row fills."""
    lines = [cells(row) for row in rows]
    filled = [
        place
        for place in range(len(COLUMNS))
        if any(line[place] not in ("", "—") for line in lines)
    ]
    titles = tuple(COLUMNS[place] for place in filled)
    return titles, [tuple(line[place] for place in filled) for line in lines]


def quantity(number: float, unit: str) -> str:
    """Return a number of three digits with its unit."""
    whole = round(number) >= 10**DIGITS or number == int(number)
    told = f"{number:,.0f}" if whole else f"{number:.{DIGITS}g}"
    return f"{told}{unit}" if unit.startswith("/") else f"{told} {unit}"


def times(ratio: float | None) -> str:
    """Return a ratio as people read it."""
    return "—" if ratio is None else f"{ratio:.{2 if ratio < 10 else 0}f} ×"


def table(titles: tuple[str, ...], lines: Iterable[tuple[str, ...]]) -> str:
    """Return a table in Markdown."""
    rows = [titles, ("---",) * len(titles), *lines]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def write(path: Path, text: str) -> None:
    """Write a text beside its place and rename it, so that there is never half of one."""
    handle, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with open(handle, "w", encoding="utf-8") as file:
            file.write(text)
        os.chmod(beside, 0o644)
        os.replace(beside, path)
    except BaseException:
        os.unlink(beside)
        raise
