"""How to tell a file that is no store, or the store of other code.

A file carries a mark of the tables and of the shapes of the records in it, so that code that would
read it otherwise refuses it.
"""

import hashlib
import sqlite3
from contextlib import closing
from functools import cache
from pathlib import Path

from sqlalchemy.schema import CreateTable

from api.store.sqlite import SUFFIX, File
from api.store.tables import KINDS, metadata
from schemas.kinds import SCHEMAS


class UnfitStore(Exception):
    """A file that is no store, or the store of other code."""


@cache
def mark() -> int:
    """Return a number that changes with the tables and with the members of the records."""
    tables = [str(CreateTable(table)) for table in metadata.sorted_tables]
    members = [f"{kind} {list(SCHEMAS[kind].fields)}" for kind in KINDS]
    hashed = hashlib.blake2b("\n".join([*tables, *members]).encode(), digest_size=4)
    return int.from_bytes(hashed.digest()) >> 1


def fitting(path: Path) -> File:
    """Return a store by its path, if it fits; raise UnfitStore."""
    if not (path.is_file() and path.suffix == SUFFIX):
        raise UnfitStore(f"STORE names no file that ends in {SUFFIX}: {path}.")
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            (found,) = connection.execute("PRAGMA user_version").fetchone()
    except sqlite3.DatabaseError as error:
        raise UnfitStore(f"STORE names what is no store: {path}: {error}.") from error
    if found != mark():
        raise UnfitStore(f"STORE is of another version of the program; build it anew: {path}.")
    return File(path.parent, path.stem)
