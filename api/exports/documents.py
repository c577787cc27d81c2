"""All records of a release as JSON: one a line, and in one object."""

from collections.abc import Callable, Iterable
from pathlib import Path

from api.exports.release import CARDS, EVERY, Release, Served, render, start
from api.exports.tables import KINDS


def write_ndjson(records: Callable[[str], Iterable[Served]], path: Path) -> None:
    """Write one line for each record, with its kind."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for kind in EVERY:
            for record in records(kind):
                file.write(f'{start(kind)}"data":{render(record)}}}\n')


def write_json(release: Release, path: Path) -> None:
    """Write one object with the cards and a list of each kind, a record a line."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(f'{{"release":{render(release.version)}')
        for kind in CARDS:
            file.write(f',\n"{kind}":{render(next(release.records(kind), None))}')
        for kind in KINDS:
            file.write(f',\n"{kind}":[')
            for number, record in enumerate(release.records(kind)):
                file.write(f"{',' if number else ''}\n{render(record)}")
            file.write("\n]")
        file.write("\n}\n")
