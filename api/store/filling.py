"""The tables: created, filled with the rows of versions of records, and indexed."""

from collections.abc import Iterable
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.schema import CreateIndex, CreateTable

from api.store.coding import Coded, Codings, coded
from api.store.concordance import Wording, wording
from api.store.dialects import dialect_of
from api.store.rows import Version, row, singles, text_of, values_at
from api.store.settling import mark
from api.store.tables import (
    ALIASES,
    EDITIONS,
    SEARCHED,
    TABLES,
    coded_members,
    metadata,
    plural_members,
)
from schemas.kinds import QUERIES

Rows = list[tuple[Any, ...]]
Numbered = list[tuple[int, dict[str, Any]]]


class Filling(NamedTuple):
    """The rows of some versions of a kind, and what is kept of them elsewhere."""

    kind: str
    rows: Rows
    members: dict[str, Coded]
    aliases: Rows
    words: Wording


def filling(kind: str, found: Iterable[tuple[Version, str]], first: int = 1) -> Filling:
    """Return the rows of versions with their roots, numbered from the first."""
    numbered = [(seq, *one) for seq, one in enumerate(found, first)]
    records = [(seq, version.record) for seq, version, _ in numbered]
    texts = SEARCHED.get(kind, ())
    return Filling(
        kind,
        [row(kind, *one) for one in numbered],
        members(kind, [version for _, version, _ in numbered], records) if kind in QUERIES else {},
        links(records, "aliases") if kind in ALIASES else [],
        wording((seq, text_of(record, texts)) for seq, record in records),
    )


def members(kind: str, versions: list[Version], records: Numbered) -> dict[str, Coded]:
    """Return the values of the members that have columns."""
    single = zip(*[singles(kind, version) for version in versions], strict=True)
    found = {
        member: coded(values) for member, values in zip(coded_members(kind), single, strict=False)
    }
    for member in plural_members(kind):
        linked = links(records, member)
        found[member] = coded((value for value, _ in linked), (seq - 1 for _, seq in linked))
    return found


def links(records: Numbered, member: str) -> Rows:
    """Return the values of a member of many, each once for each record, with its number."""
    return [(value, seq) for seq, one in records for value in sorted(set(values_at(one, member)))]


class Filler:
    """Fills new tables."""

    def __init__(self, connection: sa.Connection) -> None:
        self.connection = connection
        self.dialect = dialect_of(connection)
        self.codings = Codings()
        self.words = self.dialect.words(connection)
        for table in metadata.sorted_tables:
            connection.execute(CreateTable(table))

    def name_editions(self, names: Iterable[str], folders: dict[str, str]) -> None:
        """Insert the names of the editions, each with the folder of its files."""
        numbered = enumerate(names)
        self.insert_rows(EDITIONS, [(n, name, folders.get(name, "")) for n, name in numbered])

    def insert(self, filled: Filling) -> None:
        """Insert rows and words, and take what columns are made of."""
        self.insert_rows(TABLES[filled.kind], filled.rows)
        self.codings.take(filled.kind, filled.members)
        if filled.aliases:
            self.insert_rows(ALIASES[filled.kind], filled.aliases)
        if filled.kind in SEARCHED:
            self.words.take(filled.kind, filled.words)

    def insert_rows(self, table: sa.Table, rows: Rows) -> None:
        """Insert rows in the order of a table's columns."""
        if rows:
            self.dialect.insert(self.connection, table, rows)

    def finish(self) -> None:
        """Write words and columns, and index the tables: to sort once takes least time."""
        self.words.finish()
        self.codings.write(self.connection)
        for table in metadata.sorted_tables:
            for index in sorted(table.indexes, key=lambda index: str(index.name)):
                self.connection.execute(CreateIndex(index))
        self.dialect.settle(self.connection, mark())
