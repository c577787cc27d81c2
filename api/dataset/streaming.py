"""Check a dataset of lines, and count what its positions add up to, on all processors.

What is checked is what a folder of YAML is checked for, but for the places of files, which lines
do not have. Of a position that its schema refuses nothing else is checked.
"""

from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

import marshmallow as ma

from api.dataset.chains import check_loops, check_supersession
from api.dataset.checking import CHECKS, check_record
from api.dataset.lines import POSITIONS, Chunk, Spoken, chunks, records
from api.dataset.loading import flatten
from api.dataset.mistakes import DatasetError, Mistake
from api.dataset.processes import Crew
from api.dataset.records import Dataset, Record
from api.dataset.references import check_mentions
from api.dataset.renaming import check_aliases
from api.dataset.taking import take
from api.dataset.tallying import Tally
from schemas.base import quoted
from schemas.kinds import SCHEMAS

Tell = Callable[[int], None]

ALONE = {"positions": tuple(one for one in CHECKS["positions"] if one is not check_supersession)}
SHARED = ("id", "aliases", "party", "provision", "said_on", "supersedes")


class Streamed(NamedTuple):
    """All records but the positions, where these are, and what they add up to.

    `days` is the last day on which each may have been said, by id.
    """

    dataset: Dataset
    path: Path
    days: dict[str, str]
    told: Tally


class Checked(NamedTuple):
    """The positions of some lines, each with what others have to know, and what is wrong."""

    positions: list[tuple[int, dict[str, Any]]]
    told: Tally
    mistakes: list[Mistake]


def check(folder: Path, dataset: Dataset, crew: Crew, tell: Tell) -> Streamed:
    """Return a dataset with the positions of a folder; raise DatasetError.

    `tell` is called with the number of bytes that were read.
    """
    spoken, told = Spoken(folder / POSITIONS), Tally()
    mistakes: list[Mistake] = []
    parts = ((chunk,) for chunk in chunks(spoken.path))
    for found, size in crew.each(check_chunk, parts):
        mistakes += found.mistakes
        told.add(found.told)
        for line, position in found.positions:
            mistakes += spoken.take(line, position)
        tell(size)
    mistakes += check_chains(spoken)
    mistakes += check_together(Dataset({**dataset.records, "positions": spoken}))
    if mistakes:
        raise DatasetError(mistakes)
    return Streamed(dataset, spoken.path, spoken.last_days(), told)


def check_chunk(dataset: Dataset, chunk: Chunk) -> tuple[Checked, int]:
    """Check the positions of some lines, but for what others say; return how many bytes they have.

    What they supersede is not known here.
    """
    found = Checked([], Tally(), [])
    among = Dataset(dataset.records, unread=["positions"])
    for raw in records(chunk, "positions", found.mistakes):
        try:
            record = raw.holding(take(SCHEMAS["positions"], raw.data))
        except ma.ValidationError as error:
            found.mistakes.extend(raw.mistake(*one) for one in flatten(error.messages))
            continue
        found.mistakes.extend(check_mentions(among, record))
        found.mistakes.extend(check_record(among, record, ALONE))
        if provision := dataset.of("provisions").get(record.data["provision"]):
            found.told.count(record.data, provision.data["issue"])
        shared = {name: record.data[name] for name in SHARED}
        found.positions.append((record.lines[()], shared))
    return found, chunk.size


def check_together(dataset: Dataset) -> Iterator[Mistake]:
    """Find the mistakes that no position shows on its own, and those of the other records."""
    for kind in SCHEMAS.keys() - {"positions"}:
        for record in dataset.of(kind).values():
            yield from check_mentions(dataset, record)
            yield from check_record(dataset, record, CHECKS)
    if any(dataset.renamed.values()):
        yield from check_aliases(dataset)


def check_chains(spoken: Spoken) -> Iterator[Mistake]:
    """Find the mistakes of what supersedes what, among all that is not plainly right."""
    doubtful = list(spoken.doubtful())
    about = {*doubtful, *(id for one in doubtful for id in spoken.said[one].supersedes)}
    dataset = Dataset({"positions": {id: spoken[id] for id in about if id in spoken.said}})
    yield from chain.from_iterable(check_chain(dataset, spoken[id]) for id in doubtful)
    yield from check_loops(dataset)


def check_chain(dataset: Dataset, position: Record) -> Iterator[Mistake]:
    """Find what a position supersedes that is not there, or could not be superseded by it."""
    for number, id in enumerate(position.data["supersedes"]):
        if id not in dataset.of("positions"):
            yield position.mistake(("supersedes", number), f"There is no position {quoted(id)}.")
    yield from check_supersession(dataset, position)
