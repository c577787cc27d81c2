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
from api.store import downloads
from api.store.filling import Filler, filling
from api.store.locations import Location, location_of
from api.store.rows import Version, roots
from api.store.settling import fitting
from api.store.tables import DRAFT, KINDS

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
            location.write(partial(fill_store, [*editions, (DRAFT, dataset)], offered))
    downloads.mend(data, location)
    return location


def built(settings: Mapping[str, Any]) -> Location:
    """Return the store that settings name, or that of their dataset, built if need be."""
    if settings["STORE"]:
        return fitting(Path(settings["STORE"]))
    data, folder = Path(settings["DATA_DIR"]), Path(settings["STORE_DIR"])
    return build(data, folder, settings["DATABASE_URL"])


def named(digest: str) -> str:
    """Return the name of the store of a hash."""
    return f"parley-{digest}"


def digest(data: Path) -> str:
    """Return a hash of all that decides what is in the store: the data and the code."""
    hashed = hashlib.blake2b(code_of(), digest_size=12)
    paths, odd = walk(data)
    for path in [*paths, *(mistake.path for mistake in odd)]:
        content = content_of(path)
        hashed.update(os.fsencode(path.relative_to(data)))
        hashed.update(b"\0%d\0" % len(content) + content)
    return hashed.hexdigest()


def code_of() -> bytes:
    """Return a hash of the code that builds a store."""
    hashed = hashlib.blake2b(made_by().encode())
    for path in sorted((ROOT / CODE).glob("*.py")):
        content = path.read_bytes()
        hashed.update(b"%s\0%d\0" % (path.name.encode(), len(content)) + content)
    return hashed.digest()


def content_of(path: Path) -> bytes:
    """Return what is in a file; of one that cannot be read, the loader says so."""
    try:
        return path.read_bytes() if path.is_file() else b""
    except OSError:
        return b""


def fill_store(
    editions: list[tuple[str, Dataset]], offered: downloads.Offered, connection: sa.Connection
) -> None:
    """Fill the tables with all records of all editions."""
    filler = Filler(connection)
    filler.name_editions([name for name, _ in editions], offered.folders)
    derivations = [Derivation(dataset, offered.files) for _, dataset in editions]
    for kind in KINDS:
        found = versions(kind, derivations)
        filler.insert(filling(kind, zip(found, roots(found), strict=True)))
    filler.finish()


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
