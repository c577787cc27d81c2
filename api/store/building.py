"""Build the store: a SQLite file named by the hash of what it is built from.

Every worker opens the same file read-only. It is written beside its place and renamed, so that
there is never half a store; two workers that build at once build the same file.
"""

import hashlib
import os
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.pool import NullPool

from api.dataset.deriving import Derivation
from api.dataset.differences import digest as digest_of
from api.dataset.frozen import read_all
from api.dataset.headline import ranks
from api.dataset.layout import walk
from api.dataset.loading import load
from api.dataset.records import Dataset
from api.store import search
from api.store.paging import render
from api.store.tables import (
    DRAFT,
    EDITIONS,
    KINDS,
    TABLES,
    VALUES,
    metadata,
    plural_members,
    single_members,
)

DATED = ("releases",)
ROOT = Path(__file__).parents[2]
CODE = ("schemas", "api/dataset", "api/store")


class Version(NamedTuple):
    """A record as it was from one edition to another, and what it is ranked by."""

    first: int
    last: int
    record: dict[str, Any]
    ranks: dict[str, int]

    def goes_on(self, later: "Version") -> bool:
        """Tell whether the record is the same in the next edition."""
        return self.last == later.first - 1 and self[2:] == later[2:]


def build(data: Path, folder: Path) -> Path:
    """Return the store of a dataset, built into a folder if it is not there yet.

    Raises DatasetError if the dataset is not valid.
    """
    while not (path := folder / f"parley-{(before := digest(data))}.sqlite").exists():
        dataset = load(data)
        editions = [(card["id"], past) for card, past in read_all(data, dataset)]
        if digest(data) == before:
            folder.mkdir(parents=True, exist_ok=True)
            write([*editions, (DRAFT, dataset)], path)
    return path


def digest(data: Path) -> str:
    """Return a hash of all that decides what is in the store: the data and the code."""
    hashed = hashlib.blake2b(digest_size=12)
    paths, odd = walk(data)
    code = [path for folder in CODE for path in sorted((ROOT / folder).glob("*.py"))]
    for path in [*code, *paths, *(mistake.path for mistake in odd)]:
        content = content_of(path)
        hashed.update(
            os.fsencode(path.relative_to(data) if path.is_relative_to(data) else path.name)
        )
        hashed.update(b"\0%d\0" % len(content) + content)
    return hashed.hexdigest()


def content_of(path: Path) -> bytes:
    """Return what is in a file; of one that cannot be read, the loader says so."""
    try:
        return path.read_bytes() if path.is_file() else b""
    except OSError:
        return b""


def write(editions: list[tuple[str, Dataset]], path: Path) -> None:
    """Write all records of all editions into a new file, then give it its name."""
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=".building")
    try:
        engine = sa.create_engine("sqlite://", creator=lambda: unsafe(name), poolclass=NullPool)
        with engine.begin() as connection:
            metadata.create_all(connection, checkfirst=False)
            search.create(connection)
            fill_editions(connection, [name for name, _ in editions])
            derivations = [Derivation(dataset) for _, dataset in editions]
            for kind in KINDS:
                fill(connection, kind, versions(kind, derivations))
        os.fchmod(handle, 0o644)
        os.fsync(handle)
        os.replace(name, path)
    except BaseException:
        os.unlink(name)
        raise
    finally:
        os.close(handle)


def unsafe(name: str) -> sqlite3.Connection:
    """Open a file that nobody reads until it is whole: no journal, no waiting for the disk."""
    connection = sqlite3.connect(name)
    connection.execute("PRAGMA journal_mode = OFF")
    connection.execute("PRAGMA synchronous = OFF")
    return connection


def fill_editions(connection: sa.Connection, names: list[str]) -> None:
    """Insert the names of the editions."""
    rows = [{"number": number, "name": name} for number, name in enumerate(names)]
    connection.execute(sa.insert(EDITIONS), rows)


def versions(kind: str, derivations: list[Derivation]) -> list[Version]:
    """Return every version of every record of a kind, in the order of its first edition."""
    if kind in DATED:
        last = len(derivations) - 1
        known = derivations[-1].records(kind)
        return [Version(record["number"] - 1, last, record, {}) for record in known]
    found: list[Version] = []
    latest: dict[str, int] = {}
    for edition, derivation in enumerate(derivations):
        for record in derivation.records(kind):
            one = Version(edition, edition, record, ranks(derivation.dataset, kind, record))
            place = latest.get(record["id"])
            if place is not None and found[place].goes_on(one):
                found[place] = found[place]._replace(last=edition)
            else:
                latest[record["id"]] = len(found)
                found.append(one)
    return found


def fill(connection: sa.Connection, kind: str, found: list[Version]) -> None:
    """Insert the versions of a kind, their many-valued members and their words."""
    if not found:
        return
    rows = [row(kind, seq, version) for seq, version in enumerate(found, 1)]
    connection.execute(sa.insert(TABLES[kind]), rows)
    numbered = list(enumerate((version.record for version in found), 1))
    for member in plural_members(kind):
        pairs = {(seq, value) for seq, record in numbered for value in values_at(record, member)}
        if pairs:
            links = [{"seq": seq, "value": value} for seq, value in sorted(pairs)]
            connection.execute(sa.insert(VALUES[kind, member]), links)
    if members := search.MEMBERS.get(kind):
        texts = [{"seq": seq, "text": text_of(record, members)} for seq, record in numbered]
        search.insert(connection, kind, texts)


def row(kind: str, seq: int, version: Version) -> dict[str, Any]:
    """Return the row of a version."""
    record = version.record
    columns = {member: stored(record[member]) for member in single_members(kind)}
    lived = {"first": version.first, "last": version.last}
    root = [*record.get("aliases", ()), record["id"]][0]
    same = {"root": root, "essence": digest_of(kind, record)} | version.ranks
    return {"seq": seq, "id": record["id"], "body": render(record)} | lived | same | columns


def stored(value: Any) -> Any:
    """Return a value as a column holds it."""
    return "" if value is None else value


def text_of(record: dict[str, Any], members: tuple[str, ...]) -> str:
    """Return the text of some members."""
    return "\n".join(text for member in members for text in values_at(record, member))


def values_at(record: Any, member: str) -> Iterator[str]:
    """Return the known values at a path of members such as `citations.source`."""
    if isinstance(record, list):
        for item in record:
            yield from values_at(item, member)
    elif member:
        first, _, rest = member.partition(".")
        yield from values_at(record[first], rest)
    elif record is not None:
        yield record
