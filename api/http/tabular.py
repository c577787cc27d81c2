"""Records one a line: as CSV (RFC 4180) and as NDJSON, sent while they are read."""

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from api.store.paging import render
from schemas.base import RecordSchema
from schemas.columns import cell, columns, harmless, text_of


class Line:
    """What the csv module writes a row to: it hands the line back."""

    @staticmethod
    def write(line: str) -> str:
        """Return the line."""
        return line


def csv_lines(shape: RecordSchema, members: Sequence[str], bodies: Iterable[str]) -> Iterator[str]:
    """Return a header and a row for each record."""
    paths = list(columns(shape, members))
    write: Callable[[list[str]], str] = csv.writer(Line()).writerow
    yield write(paths)
    for row in rows(shape, bodies):
        yield write([harmless(text_of(cell(row, path))) for path in paths])


def rows(shape: RecordSchema, bodies: Iterable[str]) -> Iterator[dict[str, Any]]:
    """Return a row for each record, or for each item of the member that its shape names."""
    for body in bodies:
        record = json.loads(body)
        if shape.row_for:
            yield from (record | {shape.row_for: item} for item in record[shape.row_for])
        else:
            yield record


def ndjson_lines(
    shape: RecordSchema, members: Sequence[str], bodies: Iterable[str]
) -> Iterator[str]:
    """Return a line for each record."""
    for body in bodies:
        yield f"{only(body, members) if members else body}\n"


def only(body: str, members: Sequence[str]) -> str:
    """Return a record with its id and some members."""
    record: dict[str, Any] = json.loads(body)
    return render({name: value for name, value in record.items() if name in ("id", *members)})


LINES = {"csv": csv_lines, "ndjson": ndjson_lines}
