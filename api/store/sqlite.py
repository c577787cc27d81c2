"""A store in a file of SQLite, which every worker opens read-only."""

import os
import sqlite3
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.pool import NullPool, QueuePool

SUFFIX = ".sqlite"


@dataclass(frozen=True)
class File:
    """A file in a folder, named after the store."""

    folder: Path
    name: str

    def __str__(self) -> str:
        return str(self.path)

    @property
    def path(self) -> Path:
        """Where the file is."""
        return self.folder / f"{self.name}{SUFFIX}"

    def exists(self) -> bool:
        """Tell whether the store is there."""
        return self.path.exists()

    def write(self, fill: Callable[[sa.Connection], None]) -> None:
        """Let `fill` make a store in a new file, then give it its name."""
        handle, name = tempfile.mkstemp(dir=self.folder, suffix=".building")
        try:
            engine = sa.create_engine("sqlite://", creator=lambda: unsafe(name), poolclass=NullPool)
            with engine.begin() as connection:
                fill(connection)
            os.fchmod(handle, 0o644)
            os.fsync(handle)
            os.replace(name, self.path)
        except BaseException:
            os.unlink(name)
            raise
        finally:
            os.close(handle)

    def open(self) -> sa.Engine:
        """Return the store, to be read only."""
        return sa.create_engine(
            "sqlite://",
            creator=opener(self.path),
            poolclass=QueuePool,
            max_overflow=-1,
            isolation_level="AUTOCOMMIT",
        )


def unsafe(name: str) -> sqlite3.Connection:
    """Open a file that nobody reads until it is whole: no journal, no waiting for the disk."""
    connection = sqlite3.connect(name)
    connection.execute("PRAGMA journal_mode = OFF")
    connection.execute("PRAGMA synchronous = OFF")
    return connection


def opener(path: Path) -> Any:
    """Return a function that opens the file read-only."""
    address = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
    return lambda: sqlite3.connect(address, uri=True, check_same_thread=False)
