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
    for path in paths:
        name = path.relative_to(root).as_posix()
        if kind := kind_at(name):
            found.append(File(path, kind))
        elif not any(pattern(place).fullmatch(name) for place in NOT_DATA):
            mistakes.append(Mistake(path, 1, "", misplaced(name)))
    return found, mistakes + odd


def walk(root: Path) -> tuple[list[Path], list[Mistake]]:
    """Find all plain files under a folder but hidden ones, and whatever is none."""
    paths: list[str] = []
    odd: list[Mistake] = []
    for folder, names, inside in os.walk(root, onerror=lambda error: odd.append(closed(error))):
        names[:] = sorted(name for name in names if not name.startswith("."))
        links = [name for name in names if os.path.islink(os.path.join(folder, name))]
        for name in sorted([*inside, *links]):
            path = os.path.join(folder, name)
            if name.startswith("."):
                continue
            if os.path.islink(path) or not os.path.isfile(path):
                odd.append(Mistake(Path(path), 1, "", "is not a plain file or folder."))
            else:
                paths.append(path)
    return [Path(path) for path in sorted(paths)], odd


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
