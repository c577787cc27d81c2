"""Build the store, named by the hash of what it is built from.

Every worker opens the same store read-only. There is never half a store; two workers that build at
once build the same one. The files of each release are in a folder on the disk of each node, which
later stores use again.
"""

import hashlib
import os
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from api.dataset.deriving import Derivation
from api.dataset.frozen import in_order, read_all
from api.dataset.headline import ranks
from api.dataset.layout import walk
from api.dataset.loading import load
from api.dataset.records import Dataset
from api.exports.versions import made_by
from api.store import downloads, search
from api.store.dialects import dialect_of
from api.store.locations import Location, location_of
from api.store.rows import Version, roots, row, text_of, values_at
from api.store.tables import (
    DRAFT,
    EDITIONS,
    KINDS,
    TABLES,
    VALUES,
    metadata,
    plural_members,
)

DATED = ("releases",)
ROOT = Path(__file__).parents[2]
CODE = "api/store"


def build(data: Path, folder: Path, database: str = "") -> Location:
    """Return the store of a dataset, built into a folder or a database if it is not there yet.

    So are the files of its releases that are not there, or not as they were written. Raises
    DatasetError if the dataset is not valid.
    """
    while not (location := location_of(folder, named(before := digest(data)), database)).exists():
        dataset = load(data)
        editions = [(card["id"], past) for card, past in read_all(data, dataset)]
        if digest(data) == before:
            folder.mkdir(parents=True, exist_ok=True)
            offered = downloads.offer(data, folder, in_order(dataset))
            write([*editions, (DRAFT, dataset)], location, offered)
    downloads.mend(data, location)
    return location


def built(settings: Mapping[str, Any]) -> Location:
    """Return the store that settings ask for, built if it is not there yet."""
    data, folder = Path(settings["DATA_DIR"]), Path(settings["STORE_DIR"])
    return build(data, folder, settings["DATABASE_URL"])


def named(digest: str) -> str:
    """Return the name of the store of a hash."""
    return f"parley-{digest}"


def digest(data: Path) -> str:
    """Return a hash of all that decides what is in the store: the data and the code."""
    hashed = hashlib.blake2b(digest_size=12)
    paths, odd = walk(data)
    hashed.update(made_by().encode())
    code = sorted((ROOT / CODE).glob("*.py"))
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


def write(
    editions: list[tuple[str, Dataset]], location: Location, offered: downloads.Offered
) -> None:
    """Write all records of all editions into a new store."""
    location.write(partial(fill_store, editions, offered))


def fill_store(
    editions: list[tuple[str, Dataset]], offered: downloads.Offered, connection: sa.Connection
) -> None:
    """Create the tables of a store and insert all records of all editions."""
    metadata.create_all(connection, checkfirst=False)
    search.create(connection)
    fill_editions(connection, [name for name, _ in editions], offered.folders)
    derivations = [Derivation(dataset, offered.files) for _, dataset in editions]
    for kind in KINDS:
        fill(connection, kind, versions(kind, derivations))


def fill_editions(connection: sa.Connection, names: list[str], folders: dict[str, str]) -> None:
    """Insert the names of the editions, each with the folder of its files."""
    rows = [
        {"number": number, "name": name, "folder": folders.get(name, "")}
        for number, name in enumerate(names)
    ]
    dialect_of(connection).insert(connection, EDITIONS, rows)


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
    rooted = enumerate(zip(found, roots(found), strict=True), 1)
    rows = [row(kind, seq, version) | {"root": root} for seq, (version, root) in rooted]
    insert = partial(dialect_of(connection).insert, connection)
    insert(TABLES[kind], rows)
    numbered = list(enumerate((version.record for version in found), 1))
    for member in plural_members(kind):
        pairs = {(seq, value) for seq, record in numbered for value in values_at(record, member)}
        if pairs:
            links = [{"seq": seq, "value": value} for seq, value in sorted(pairs)]
            insert(VALUES[kind, member], links)
    if members := search.MEMBERS.get(kind):
        texts = [{"seq": seq, "text": text_of(record, members)} for seq, record in numbered]
        search.insert(connection, kind, texts)
