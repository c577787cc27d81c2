"""A dataset as lines: a folder with one file for each kind of record, a record of JSON a line.

The lines hold what curators write. Positions are read while they are asked for, because there may
be very many; of each, only what others have to know is kept.
"""

import os
from array import array
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import accumulate
from pathlib import Path
from typing import Any, NamedTuple

import orjson

from api.dataset.layout import ONE_FILE
from api.dataset.loading import Loader
from api.dataset.mistakes import DatasetError, Mistake
from api.dataset.records import Dataset, Record
from schemas.base import nearest
from schemas.edtf import bounds
from schemas.kinds import WRITTEN_ALONE, WRITTEN_AS_LIST

POSITIONS = "positions.ndjson"
KINDS = {f"{kind}.ndjson": kind for kind in (*WRITTEN_ALONE, *WRITTEN_AS_LIST)}
NEEDED = (*(f"{kind}.ndjson" for kind in ONE_FILE.values()), "sources.ndjson", POSITIONS)
UNRELEASED = ("releases.ndjson",)
SHARED = ("party", "provision", "said_on")
CHUNK = 1000


class Chunk(NamedTuple):
    """Some lines of a file; `first` is the number of the first, in the order they are read in."""

    path: Path
    first: int
    lines: list[bytes]

    @property
    def size(self) -> int:
        """How many bytes it has."""
        return sum(map(len, self.lines))


def read(folder: Path) -> Dataset:
    """Return all records but the positions, checked by their schemas; raise DatasetError."""
    loader = Loader()
    loader.mistakes += misplaced(folder)
    for name in sorted(KINDS.keys() - {POSITIONS}):
        if (folder / name).is_file():
            for chunk in chunks(folder / name):
                for record in records(chunk, KINDS[name], loader.mistakes):
                    loader.take(record)
    if loader.mistakes:
        raise DatasetError(loader.mistakes)
    return Dataset(loader.records)


def misplaced(folder: Path) -> Iterator[Mistake]:
    """Find files that are missing, and files that are none of a dataset."""
    known = [name for name in KINDS if name not in UNRELEASED]
    for name in NEEDED:
        if not (folder / name).is_file():
            yield Mistake(folder / name, 1, "", "is missing.")
    for path in sorted(folder.glob("[!.]*")):
        if path.name not in known:
            reason = f"is not a file of the dataset{nearest(path.name, known)}"
            yield Mistake(path, 1, "", reason)


def chunks(path: Path) -> Iterator[Chunk]:
    """Return a file some lines at a time."""
    with path.open("rb") as file:
        lines: list[bytes] = []
        first = number = 1
        for number, line in enumerate(file, 1):
            lines.append(line)
            if len(lines) == CHUNK:
                yield Chunk(path, first, lines)
                lines, first = [], number + 1
        if lines:
            yield Chunk(path, first, lines)


def picked(path: Path, places: Sequence[int]) -> Iterator[Chunk]:
    """Return the lines at some places of a file, some at a time, numbered in that order."""
    with path.open("rb") as file:
        edges = array("Q", accumulate(map(len, file), initial=0))
        for first in range(0, len(places), CHUNK):
            some = places[first : first + CHUNK]
            spans = ((edges[place], edges[place + 1]) for place in some)
            lines = [os.pread(file.fileno(), end - begin, begin) for begin, end in spans]
            yield Chunk(path, first + 1, lines)


def records(chunk: Chunk, kind: str, mistakes: list[Mistake]) -> Iterator[Record]:
    """Return the records of some lines as they are written; note lines that hold none."""
    for number, line in enumerate(chunk.lines, chunk.first):
        try:
            yield Record(kind, chunk.path, (), {(): number}, orjson.loads(line))
        except (ValueError, RecursionError) as error:
            mistakes.append(Mistake(chunk.path, number, "", f"is not JSON: {error}."))


class Said(NamedTuple):
    """What others have to know of a position."""

    line: int
    party: str
    provision: str
    said_on: str
    supersedes: tuple[str, ...]
    aliases: tuple[str, ...]


class Spoken(Mapping[str, Record]):
    """The positions of a file, by id, each with what others have to know of it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.said: dict[str, Said] = {}
        self.names: dict[str, str] = {}

    def take(self, line: int, position: Mapping[str, Any]) -> Iterator[Mistake]:
        """Keep a position whose id is new."""
        id = position["id"]
        if id in self.said:
            reason = f"{id!r} is taken by {self[id].where}."
            yield self[id].mistake(("id",), reason)._replace(line=line)
            return
        party, provision, day = (self.one(position[name]) for name in SHARED)
        lists = (tuple(position[name]) for name in ("supersedes", "aliases"))
        self.said[id] = Said(line, party, provision, day, *lists)

    def one(self, text: str) -> str:
        """Return a text that many positions share, held once."""
        return self.names.setdefault(text, text)

    def doubtful(self) -> Iterator[str]:
        """Return what supersedes not only earlier answers of its party to its provision."""
        for id, said in self.said.items():
            for one in said.supersedes:
                earlier = self.said.get(one)
                alike = earlier and earlier[1:3] == said[1:3]
                if not (earlier and alike and last_day(earlier) < last_day(said)):
                    yield id
                    break

    def last_days(self) -> dict[str, str]:
        """Return the last day on which each position may have been said, by id."""
        texts = {said.said_on for said in self.said.values()}
        days = {text: bounds(text).latest.isoformat() for text in texts}
        return {id: days[said.said_on] for id, said in self.said.items()}

    def __getitem__(self, id: str) -> Record:
        said = self.said[id]
        data = {"id": id} | said._asdict()
        return Record("positions", self.path, (), {(): said.line}, data)

    def __iter__(self) -> Iterator[str]:
        return iter(self.said)

    def __len__(self) -> int:
        return len(self.said)


def last_day(said: Said) -> date:
    """Return the last day on which something may have been said."""
    return bounds(said.said_on).latest
