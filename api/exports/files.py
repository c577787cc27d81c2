"""The files of a release: what each is, and what it holds."""

import hashlib
import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from schemas.edtf import bounds

MEDIA_TYPES = {
    ".csv": "text/csv",
    "": "text/plain",
    ".json": "application/json",
    ".jsonld": "application/ld+json",
    ".ndjson": "application/x-ndjson",
    ".parquet": "application/vnd.apache.parquet",
    ".sqlite": "application/vnd.sqlite3",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".zip": "application/zip",
}
EPOCH, NANOSECONDS_A_DAY = date(1970, 1, 1), 86_400 * 10**9
SUMS = "SHA256SUMS"
PACKAGE = "datapackage.json"
DESCRIBED = {
    "parley.json": "All records, the card of the dataset and the codebook, as one object.",
    "parley.ndjson": "The same, one record a line, each with its kind.",
    "parley.csv.zip": "All tables as CSV, with datapackage.json.",
    "parley.sqlite": "All tables as a SQLite database, with primary and foreign keys.",
    "parley.xlsx": "All tables as an Excel workbook, one sheet each.",
    "parley.jsonld": "The positions as claims, with parties, speakers and sources (schema.org).",
    PACKAGE: "What the tables in CSV hold (Frictionless Data Package).",
    "croissant.json": "What the tables in Parquet hold (Croissant of MLCommons).",
    "dcat.jsonld": "What files there are (DCAT 3 of W3C).",
    SUMS: "Hashes of all other files; `sha256sum -c SHA256SUMS` checks them.",
}
TABULAR = (".csv", ".parquet")


class File(NamedTuple):
    """A file of a release."""

    name: str
    media_type: str
    size: int
    sha256: str
    description: str


def files(folder: Path) -> list[File]:
    """Return the files of a release that are in a folder."""
    return [file(folder / name) for name in names() if (folder / name).is_file()]


def names() -> Iterator[str]:
    """Return the names of all files of a release."""
    yield from DESCRIBED
    yield from (f"{table}{suffix}" for table in tables() for suffix in TABULAR)


def tables() -> dict[str, str]:
    """Return what each table of a release holds; a start that finds its files asks for none."""
    from api.exports.tables import TABLES

    return {table.name: table.description for table in TABLES}


def told(folder: Path) -> list[dict[str, Any]]:
    """Return what is told of the files in a folder."""
    return [one._asdict() for one in files(folder)]


def untouched(folder: Path, card: dict[str, Any]) -> bool:
    """Tell whether all files of a release have their sizes, and the time that marks them."""
    wanted = {one["name"]: (one["size"], time_of(card)) for one in card["files"]}
    with os.scandir(folder) as entries:
        stats = {entry.name: entry.stat() for entry in entries if entry.name in wanted}
    return wanted == {name: (stat.st_size, stat.st_mtime_ns) for name, stat in stats.items()}


def mark(folder: Path, card: dict[str, Any]) -> None:
    """Mark all files of a release as they were written: by the time that their day begins."""
    for path in folder.iterdir():
        os.utime(path, ns=(time_of(card), time_of(card)))


def time_of(card: dict[str, Any]) -> int:
    """Return when the day of a release begins, in nanoseconds since 1970."""
    return (bounds(card["released_on"]).latest - EPOCH).days * NANOSECONDS_A_DAY


def file(path: Path) -> File:
    """Return what is told of a file."""
    with path.open("rb") as content:
        digest = hashlib.file_digest(content, "sha256").hexdigest()
    return File(path.name, media_type(path), path.stat().st_size, digest, description(path))


def media_type(path: Path) -> str:
    """Return what a file is."""
    return MEDIA_TYPES[".jsonld" if path.name == "croissant.json" else path.suffix]


def description(path: Path) -> str:
    """Return what a file holds: of a table, what its shape says of one record."""
    return DESCRIBED.get(path.name) or f"Table. {tables()[path.stem]}"


def sums(folder: Path) -> str:
    """Return the hashes of the files in a folder, as `sha256sum` writes them."""
    return "".join(f"{one.sha256}  {one.name}\n" for one in files(folder) if one.name != SUMS)
