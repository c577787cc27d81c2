"""Records one a line: as CSV (RFC 4180) and as NDJSON, sent while they are read."""

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import marshmallow as ma

from schemas.columns import cell, columns, harmless, text_of


class Line:
    """What the csv module writes a row to: it hands the line back."""

    @staticmethod
    def write(line: str) -> str:
        """Return the line."""
        return line


def csv_lines(shape: ma.Schema, members: Sequence[str], bodies: Iterable[str]) -> Iterator[str]:
    """Return a header and a row for each record."""
    paths = list(columns(shape, members))
    write: Callable[[list[str]], str] = csv.writer(Line()).writerow
    yield write(paths)
    for body in bodies:
        record = json.loads(body)
        yield write([harmless(text_of(cell(record, path))) for path in paths])


def ndjson_lines(shape: ma.Schema, members: Sequence[str], bodies: Iterable[str]) -> Iterator[str]:
    """Return a line for each record."""
    for body in bodies:
        yield f"{only(body, members) if members else body}\n"


def only(body: str, members: Sequence[str]) -> str:
    """Return a record with its id and some members."""
    record: dict[str, Any] = json.loads(body)
    kept = {name: value for name, value in record.items() if name in ("id", *members)}
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))


LINES = {"csv": csv_lines, "ndjson": ndjson_lines}
