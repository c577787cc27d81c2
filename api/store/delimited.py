"""Records as rows of CSV (RFC 4180)."""

import csv
from collections.abc import Callable, Iterator, Sequence
from functools import cache, lru_cache
from typing import Any

from schemas.base import RecordSchema
from schemas.columns import columns, texts
from schemas.kinds import SCHEMAS

Record = dict[str, Any]

telling = lru_cache(maxsize=128)(texts)


class Line:
    """What the csv module writes a row to: it hands the line back."""

    @staticmethod
    def write(line: str) -> str:
        """Return the line."""
        return line


write: Callable[[Sequence[str]], str] = csv.writer(Line()).writerow


def header(paths: Sequence[str]) -> str:
    """Return the row that names the columns."""
    return write(paths)


def delimited(shape: RecordSchema, paths: Sequence[str], record: Record) -> str:
    """Return the rows of a record, with what it holds at some paths."""
    told = telling(tuple(paths))
    return "".join([write(told(row)) for row in rows(shape, record)])


def rows(shape: RecordSchema, record: Record) -> Iterator[Record]:
    """Return a record as its only row, or a row for each item of what its shape has rows for."""
    if shape.row_for:
        yield from (record | {shape.row_for: item} for item in record[shape.row_for])
    else:
        yield record


@cache
def whole(kind: str) -> tuple[str, ...]:
    """Return the paths of all columns of a kind."""
    return tuple(columns(SCHEMAS[kind]))
