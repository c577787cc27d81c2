"""The tables: created, filled with the rows of versions of records, and indexed."""

from collections.abc import Iterable
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.schema import CreateIndex, CreateTable

from api.store import search
from api.store.rows import Version, row, text_of, values_at
from api.store.settling import settle
from api.store.tables import TABLES, VALUES, metadata, plural_members

Rows = list[tuple[Any, ...]]


class Filling(NamedTuple):
    """The rows of some versions of a kind, of their many-valued members, and their words."""

    kind: str
    rows: Rows
    links: dict[str, Rows]
    texts: Rows


def filling(kind: str, found: Iterable[tuple[Version, str]], first: int = 1) -> Filling:
    """Return the rows of versions with their roots, numbered from the first."""
    numbered = [(seq, *one) for seq, one in enumerate(found, first)]
    links = {
        member: [
            (value, seq)
            for seq, version, _ in numbered
            for value in sorted(set(values_at(version.record, member)))
        ]
        for member in plural_members(kind)
    }
    members = search.MEMBERS.get(kind)
    texts = [(seq, text_of(version.record, members)) for seq, version, _ in numbered if members]
    return Filling(kind, [row(kind, *one) for one in numbered], links, texts)


def create_tables(connection: sa.Connection) -> None:
    """Create the tables, and the indexes of words."""
    for table in metadata.sorted_tables:
        connection.execute(CreateTable(table))
    search.create(connection)


def finish(connection: sa.Connection) -> None:
    """Index the filled tables: what is sorted once takes a fraction of the time."""
    for table in metadata.sorted_tables:
        for index in sorted(table.indexes, key=lambda index: str(index.name)):
            connection.execute(CreateIndex(index))
    settle(connection)


def insert(connection: sa.Connection, filled: Filling) -> None:
    """Insert rows into their tables, and their words into the index of words."""
    insert_rows(connection, TABLES[filled.kind], filled.rows)
    for member, links in filled.links.items():
        insert_rows(connection, VALUES[filled.kind, member], links)
    if filled.texts:
        search.insert(connection, filled.kind, filled.texts)


def insert_rows(connection: sa.Connection, table: sa.Table, rows: Rows) -> None:
    """Insert rows in the order of a table's columns, past what is made for single statements."""
    if rows:
        statement = sa.insert(table).compile(dialect=connection.dialect)
        connection.exec_driver_sql(str(statement), rows)
