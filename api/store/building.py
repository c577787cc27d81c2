"""Find the store, named by the hash of what it is built from; build it where there is none.

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

from api.dataset.layout import walk
from api.exports.versions import hash_of_code, made_by
from api.store import mending
from api.store.locations import Location, location_of
from api.store.settling import fitting

CODE = ("api/store",)


def build(data: Path, folder: Path, database: str = "") -> Location:
    """Return the store of a dataset, built into a folder or a database if it is not there yet.

    So are the files of its releases that are not there, or not as they were written. Raises
    DatasetError if the dataset is not valid.
    """
    while not (location := location_of(folder, named(digest(data)), database)).exists():
        # What makes a store is imported for that alone: most starts find theirs.
        from api.store.making import make

        make(data, location, partial(is_of, location, data))
    mending.mend(data, location)
    return location


def built(settings: Mapping[str, Any]) -> Location:
    """Return the store that settings name, or that of their dataset, built if need be."""
    if settings["STORE"]:
        return fitting(Path(settings["STORE"]))
    data, folder = Path(settings["DATA_DIR"]), Path(settings["STORE_DIR"])
    return build(data, folder, settings["DATABASE_URL"])


def is_of(location: Location, data: Path) -> bool:
    """Tell whether a store is that of a dataset as it is now."""
    return location.name == named(digest(data))


def named(digest: str) -> str:
    """Return the name of the store of a hash."""
    return f"parley-{digest}"


def digest(data: Path) -> str:
    """Return a hash of all that decides what is in the store: the data and the code."""
    hashed = hashlib.sha256(code_of())
    paths, odd = walk(data)
    root = len(os.path.join(data, ""))
    for path in paths:
        content = content_of(path)
        hashed.update(b"%s\0%d\0" % (os.fsencode(path[root:]), len(content)))
        hashed.update(content)
    hashed.update(os.fsencode("\n".join(map(str, odd))))
    return hashed.hexdigest()[:24]


def code_of() -> bytes:
    """Return a hash of the code that builds a store."""
    return f"{made_by()} {hash_of_code(CODE)}".encode()


def content_of(path: str) -> bytes:
    """Return what is in a file; of one that cannot be read, the loader says so."""
    try:
        with open(path, "rb", buffering=0) as file:
            return file.read()
    except OSError:
        return b""
