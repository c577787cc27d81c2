"""Records one a line: as CSV (RFC 4180) and as NDJSON, sent while they are read."""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from api.store.delimited import delimited, header
from api.store.paging import render
from schemas.base import RecordSchema
from schemas.columns import columns


def csv_lines(
    shape: RecordSchema, members: Sequence[str], bodies: Iterable[bytes]
) -> Iterator[bytes]:
    """Return a header and the rows of each record."""
    paths = list(columns(shape, members))
    yield header(paths).encode()
    for body in bodies:
        yield delimited(shape, paths, json.loads(body)).encode()


def ndjson_lines(
    shape: RecordSchema, members: Sequence[str], bodies: Iterable[bytes]
) -> Iterator[bytes]:
    """Return a line for each record."""
    for body in bodies:
        yield (only(body, members) if members else body) + b"\n"


def only(body: bytes, members: Sequence[str]) -> bytes:
    """Return a record with its id and some members."""
    record: dict[str, Any] = json.loads(body)
    return render({name: value for name, value in record.items() if name in ("id", *members)})


LINES = {"csv": csv_lines, "ndjson": ndjson_lines}
