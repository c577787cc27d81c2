"""Which file of a dataset holds which kind of record."""

import os
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from api.dataset.mistakes import Mistake
from schemas.base import nearest
from schemas.kinds import WRITTEN_ALONE

ONE_FILE = {
    "dataset.yaml": "dataset",
    "codebook.yaml": "codebook",
    "parties.yaml": "parties",
    "speakers.yaml": "speakers",
    "issues.yaml": "issues",
    "events.yaml": "events",
    "coverage.yaml": "searches",
}
PLACES = {
    "errata.yaml": "errata",
    "links.yaml": "links",
    "releases/<id>/release.yaml": "releases",
    "reliability/codings.yaml": "codings",
    "reliability/reliability.yaml": "reliability",
    "sources/<id>.yaml": "sources",
    "positions/<party>/<issue>.yaml": "positions",
}
NOT_DATA = ("README.md", "releases/<id>/records.jsonl")


class File(NamedTuple):
    """A file of the dataset and the kind of record in it."""

    path: Path
    kind: str

    @property
    def single(self) -> bool:
        """Tell whether the file is one record, not a list of them."""
        return self.kind in WRITTEN_ALONE


def files(root: Path) -> tuple[list[File], list[Mistake]]:
    """Return the files under a folder, in order, and what is missing, odd or out of place."""
    found: list[File] = []
    mistakes = [
        Mistake(root / name, 1, "", "is missing.")
        for name in ONE_FILE
        if not (root / name).exists()
    ]
    paths, odd = walk(root)
    for path in map(Path, paths):
        name = path.relative_to(root).as_posix()
        if kind := kind_at(name):
            found.append(File(path, kind))
        elif not any(pattern(place).fullmatch(name) for place in NOT_DATA):
            mistakes.append(Mistake(path, 1, "", misplaced(name)))
    return found, mistakes + odd


def walk(root: Path) -> tuple[list[str], list[Mistake]]:
    """Find all plain files under a folder but hidden ones, in order, and whatever is none."""
    paths: list[str] = []
    odd: list[Mistake] = []
    folders = [os.fspath(root)]
    while folders:
        for entry in inside(folders.pop(), odd):
            if entry.is_dir(follow_symlinks=False):
                folders.append(entry.path)
            elif entry.is_file(follow_symlinks=False):
                paths.append(entry.path)
            else:
                odd.append(Mistake(Path(entry.path), 1, "", "is not a plain file or folder."))
    return sorted(paths), sorted(odd)


def inside(folder: str, odd: list[Mistake]) -> list["os.DirEntry[str]"]:
    """Return what is in a folder and not hidden; nothing, if it cannot be read."""
    try:
        with os.scandir(folder) as entries:
            return [entry for entry in entries if not entry.name.startswith(".")]
    except OSError as error:
        odd.append(closed(error))
        return []


def closed(error: OSError) -> Mistake:
    """Say that a folder or file cannot be read."""
    return Mistake(Path(error.filename), 1, "", f"cannot be read: {error.strerror}.")


def kind_at(name: str) -> str | None:
    """Return the kind of record that belongs into a file."""
    matches = (kind for place, kind in PLACES.items() if pattern(place).fullmatch(name))
    return ONE_FILE.get(name) or next(matches, None)


@cache
def pattern(place: str) -> re.Pattern[str]:
    """Return the pattern of the names that belong to a place."""
    return re.compile(re.sub(r"<\w+>", "[^/]+", re.escape(place)))


def place_of(kind: str, record: Mapping[str, Any]) -> str:
    """Return the name of the file that a record belongs into; `record` tells what is in <>."""
    places = {**ONE_FILE, **PLACES}
    place = next(name for name, held in places.items() if held == kind)
    return re.sub(r"<(\w+)>", lambda blank: str(record[blank[1]]), place)


def misplaced(name: str) -> str:
    """Say what could be meant by a file at an unexpected place."""
    hint = nearest(name, [*ONE_FILE, *PLACES])
    return f"is not a place of the dataset{hint}"
