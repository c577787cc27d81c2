"""Build a store of one edition from lines, however many: it holds a draft and no releases.

Positions are read twice, some lines at a time, and never held whole: to check them, in the order of
the file, and to fill the tables, in their usual order. The store is a file like any other, to be
copied and served anywhere; it offers no files of releases.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from functools import partial
from itertools import count, islice
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from api.dataset import lines, streaming
from api.dataset.deriving import Derivation
from api.dataset.frozen import completed
from api.dataset.headline import ranks
from api.dataset.lines import Chunk
from api.dataset.mistakes import DatasetError, Mistake
from api.dataset.processes import Crew, crew
from api.dataset.records import Dataset
from api.dataset.streaming import Streamed, Tell
from api.dataset.tallying import Later, Tally
from api.store.building import code_of, named
from api.store.filling import Filler, Filling, filling
from api.store.numbering import Found, places
from api.store.rows import Version
from api.store.sqlite import File
from api.store.tables import DRAFT, KINDS
from schemas.kinds import SCHEMAS

BATCH = 250


def build_from_lines(folder: Path, store: Path, tell: Tell) -> Path:
    """Return the store of a folder of lines, built into another folder if it is not there yet.

    `tell` is called with the bytes of positions read, all of them twice. Raises DatasetError.
    """
    if not folder.is_dir():
        raise DatasetError([Mistake(folder, 1, "", "is not a folder.")])
    store.mkdir(parents=True, exist_ok=True)
    file = File(store, named(digest(folder)))
    if not file.exists():
        dataset = lines.read(folder)
        with crew(dataset) as workers:
            streamed = streaming.check(folder, dataset, workers, tell)
            file.write(partial(fill_streamed, streamed, workers, tell))
    return file.path


def digest(folder: Path) -> str:
    """Return a hash of all that decides what is in the store: the lines and the code."""
    hashed = hashlib.blake2b(code_of(), digest_size=12)
    for path in sorted(folder.glob("*.ndjson")):
        with path.open("rb") as file:
            content = hashlib.file_digest(file, "sha256").digest()
        hashed.update(path.name.encode() + b"\0" + content)
    return hashed.hexdigest()


def fill_streamed(streamed: Streamed, workers: Crew, tell: Tell, connection: sa.Connection) -> None:
    """Fill the tables with all records; those of other kinds while positions are worked on."""
    filler = Filler(connection)
    filler.name_editions([DRAFT], {})
    others = fill_others(Derivation(streamed.dataset, told=streamed.told))
    for filled, size in workers.each(fill_chunk, tasks(streamed)):
        filler.insert(filled)
        tell(size)
        for other in islice(others, 1):
            filler.insert(other)
    for other in others:
        filler.insert(other)
    filler.finish()


def fill_others(derivation: Derivation) -> Iterator[Filling]:
    """Return the rows of all records but positions, some at a time."""
    for kind in KINDS:
        if kind != "positions":
            for first, batch in batches(found_in(derivation, kind)):
                yield filling(kind, batch, first)


def batches(found: Iterator[Found]) -> Iterator[tuple[int, list[Found]]]:
    """Return versions some at a time, each time with the number of the first."""
    for first in count(1, BATCH):
        if not (batch := list(islice(found, BATCH))):
            return
        yield first, batch


def found_in(derivation: Derivation, kind: str) -> Iterator[Found]:
    """Return the only version of each record of a kind, which is its own root."""
    for record in derivation.records(kind):
        yield Version(0, 0, record, {}), record["id"]


def tasks(streamed: Streamed) -> Iterator[tuple[Chunk, dict[str, list[Later]]]]:
    """Return the lines some at a time, each time with what supersedes their positions.

    They come in the usual order of positions.
    """
    ids, later = list(streamed.days), streamed.told.later
    order = places("positions", {"id": ids, "said_on_latest": list(streamed.days.values())})
    numbered = iter(order)
    for chunk in lines.picked(streamed.path, order):
        among = (ids[place] for place in islice(numbered, len(chunk.lines)))
        yield chunk, {id: later[id] for id in among if id in later}


def fill_chunk(
    dataset: Dataset, chunk: Chunk, later: dict[str, list[Later]]
) -> tuple[Filling, int]:
    """Return the rows of the positions of some lines, and how many bytes these have."""
    derivation = Derivation(dataset, told=Tally(later=defaultdict(list, later)))
    found = (version(derivation, record.data) for record in lines.records(chunk, "positions", []))
    return filling("positions", found, chunk.first), chunk.size


def version(derivation: Derivation, written: dict[str, Any]) -> Found:
    """Return the only version of a position."""
    data = completed(SCHEMAS["positions"], written)
    record = derivation.served("positions", data)
    return Version(0, 0, record, ranks(derivation.dataset, "positions", record)), record["id"]
