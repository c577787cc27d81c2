"""Where a store is kept: in a file of SQLite, or in a schema of a PostgreSQL database.

A store is named by the hash of what it is built from. It is there whole or not at all, and never
changes.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import sqlalchemy as sa

from api.store.sqlite import File

INSTALL = "pip install 'psycopg[binary]'"

Fill = Callable[[sa.Connection], None]


class Location(Protocol):
    """A place that holds a store of some name, or will."""

    @property
    def name(self) -> str:
        """What the store is named."""

    @property
    def folder(self) -> Path:
        """Where the files of releases are: on the disk of each node."""

    def exists(self) -> bool:
        """Tell whether the store is there."""

    def write(self, fill: Fill) -> None:
        """Let `fill` make a store, which is there once it is whole."""

    def open(self) -> sa.Engine:
        """Return the store, to be read only."""


class NoDatabase(Exception):
    """A database that cannot be used, and why."""


def location_of(folder: Path, name: str, database: str) -> Location:
    """Return where a store is kept: in a folder, unless the address of a database is given.

    Raises NoDatabase. The driver is imported where it is used, so that a folder does without it.
    """
    if not database:
        return File(folder, name)
    try:
        from api.store.postgresql import schema_of
    except ImportError as error:
        raise NoDatabase(f"DATABASE_URL needs psycopg: {INSTALL}.") from error
    return schema_of(database, folder, name)
