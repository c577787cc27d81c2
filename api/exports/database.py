"""The tables of a release as a SQLite file, with their keys.

The other writers of tables read their rows from it: a record is made a row once, not once a format.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

from api.exports.release import Release
from api.exports.tables import TABLES, Column, Row, Table

DATABASE = "parley.sqlite"
TYPES = {str: "TEXT", int: "INTEGER", bool: "INTEGER", float: "REAL", date: "TEXT"}
# Nobody reads the file before it is whole, and the disk is waited for once, for all files. A row of
# some kilobytes wastes less of a large page.
SETTINGS = ("page_size = 8192", "journal_mode = OFF", "synchronous = OFF")


def write_sqlite(release: Release, path: Path) -> None:
    """Write every table."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for setting in SETTINGS:
            connection.execute(f"PRAGMA {setting}")
        connection.execute("BEGIN")
        for table in TABLES:
            connection.execute(definition(table))
            marks = ", ".join("?" * len(table.columns))
            found = table.rows(release.records(table.kind))
            connection.executemany(f"INSERT INTO {quoted(table.name)} VALUES ({marks})", found)
        connection.execute("COMMIT")


def rows(release: Release, table: Table) -> Iterator[Row]:
    """Return the rows of a table by key, read while they are asked for; days are text."""
    flags = [place for place, column in enumerate(table.columns) if column.type is bool]
    order = ", ".join(map(quoted, table.key))
    with closing(sqlite3.connect(release.folder / DATABASE)) as connection:
        found = connection.execute(f"SELECT * FROM {quoted(table.name)} ORDER BY {order}")
        yield from (with_flags(row, flags) for row in found) if flags else found


def with_flags(row: Row, flags: list[int]) -> Row:
    """Return a row with its truth values as such, for SQLite has only numbers for them."""
    held: list[Any] = list(row)
    for place in flags:
        held[place] = None if held[place] is None else bool(held[place])
    return tuple(held)


def definition(table: Table) -> str:
    """Return the statement that makes a table."""
    lines = [
        *(defined(column, table) for column in table.columns),
        f"PRIMARY KEY ({', '.join(map(quoted, table.key))})",
        *(reference(column) for column in table.columns if column.target),
    ]
    inside = ",\n  ".join(lines)
    return f"CREATE TABLE {quoted(table.name)} (\n  {inside}\n) WITHOUT ROWID"


def defined(column: Column, table: Table) -> str:
    """Return the definition of a column."""
    known = " NOT NULL" if column.name in table.key else ""
    return f"{quoted(column.name)} {TYPES[column.type]}{known}"


def reference(column: Column) -> str:
    """Return the foreign key of a column."""
    return f"FOREIGN KEY ({quoted(column.name)}) REFERENCES {quoted(str(column.target))} (id)"


def quoted(name: str) -> str:
    """Return a name as SQL takes it, whatever is in it."""
    return f'"{name}"'
