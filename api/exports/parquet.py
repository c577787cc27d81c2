"""A table of a release as Parquet."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

from api.exports.database import rows
from api.exports.release import Release
from api.exports.tables import Column, Row, Table

CHUNK = 2000


def write_parquet(release: Release, table: Table, path: Path) -> None:
    """Write a table, some rows at a time."""
    # A server that finds its files built should not pay the memory of what builds them.
    import pyarrow
    from pyarrow.parquet import ParquetWriter

    shape = schema(table)
    with ParquetWriter(path, shape, compression="zstd") as writer:
        for some in chunks(rows(release, table)):
            held = zip(table.columns, shape.types, zip(*some, strict=True), strict=True)
            arrays = [pyarrow.array(typed(column, values), type) for column, type, values in held]
            writer.write_batch(pyarrow.record_batch(arrays, schema=shape))


def schema(table: Table) -> Any:
    """Return the columns of a table with their types and descriptions."""
    import pyarrow

    types = {
        str: pyarrow.string(),
        int: pyarrow.int64(),
        bool: pyarrow.bool_(),
        float: pyarrow.float64(),
        date: pyarrow.date32(),
    }
    return pyarrow.schema(
        [
            pyarrow.field(
                column.name,
                types[column.type],
                nullable=column.name not in table.key,
                metadata={"description": column.description},
            )
            for column in table.columns
        ]
    )


def typed(column: Column, values: Row) -> Iterable[Any]:
    """Return values as Parquet holds them: days are days."""
    if column.type is not date:
        return values
    return [date.fromisoformat(value) if value else None for value in values]


def chunks(found: Iterator[Row]) -> Iterator[list[Row]]:
    """Return rows some at a time."""
    while some := list(islice(found, CHUNK)):
        yield some
