"""The tables of a release as CSV (RFC 4180), also packed into one archive."""

import csv
import shutil
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from api.exports.database import rows
from api.exports.release import Release
from api.exports.tables import Table
from schemas.columns import harmless, text_of

EPOCH = (1980, 1, 1, 0, 0, 0)
READABLE = 0o644 << 16


def write_csv(release: Release, table: Table, path: Path) -> None:
    """Write a header and a row for each record."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(column.name for column in table.columns)
        for row in rows(release, table):
            writer.writerow(map(written, row))


def written(value: Any) -> str:
    """Return a value as CSV holds it; a text that a spreadsheet would compute is made harmless."""
    return harmless(value) if isinstance(value, str) else text_of(value)


def write_zip(paths: Iterable[Path], path: Path) -> None:
    """Pack files, with no day but that from which zip archives count."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for one in paths:
            entry = zipfile.ZipInfo(one.name, EPOCH)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, READABLE
            entry.create_system = 3
            with one.open("rb") as source, archive.open(entry, "w") as target:
                shutil.copyfileobj(source, target)
