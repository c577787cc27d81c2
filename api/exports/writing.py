"""Write all files of a release: all or nothing, and the same bytes whenever it is done."""

import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from api.dataset.deriving import Derivation
from api.dataset.locking import alone
from api.dataset.records import Dataset
from api.exports.croissant import write_croissant
from api.exports.database import DATABASE, write_sqlite
from api.exports.datapackage import write_datapackage
from api.exports.dcat import write_dcat
from api.exports.delimited import write_csv, write_zip
from api.exports.documents import write_json, write_ndjson
from api.exports.files import PACKAGE, SUMS, mark, sums, told
from api.exports.linked import write_jsonld
from api.exports.parquet import write_parquet
from api.exports.release import LINES, Release
from api.exports.tables import TABLES
from api.exports.workbook import write_xlsx

Served = dict[str, Any]

WHOLE: dict[str, Callable[[Release, Path], None]] = {
    "parley.json": write_json,
    DATABASE: write_sqlite,
    "parley.xlsx": write_xlsx,
    "parley.jsonld": write_jsonld,
}
DESCRIPTORS: dict[str, Callable[[Release, Path], None]] = {
    "croissant.json": write_croissant,
    "dcat.jsonld": write_dcat,
}
READ_ONLY = 0o444


def offered(folder: Path, card: Served, dataset: Callable[[], Dataset]) -> list[Served]:
    """Return the files of a release, written into a folder unless they are there and whole."""
    with alone(folder.parent):
        if not is_whole(folder):
            write(folder, card, dataset())
    return told(folder)


def is_whole(folder: Path) -> bool:
    """Tell whether a folder has its files, each of them as it was written."""
    noted = folder / SUMS
    return noted.is_file() and noted.read_bytes() == sums(folder).encode()


def write(folder: Path, card: Served, dataset: Dataset) -> None:
    """Write the files into a folder beside, then put it in the place of whatever was there."""
    beside = Path(tempfile.mkdtemp(dir=folder.parent, suffix=".building"))
    try:
        fill(Release(card, beside), dataset)
        mark(beside, card)
        settle(beside)
        shutil.rmtree(folder, ignore_errors=True)
        os.rename(beside, folder)
    except BaseException:
        shutil.rmtree(beside)
        raise


def fill(release: Release, dataset: Dataset) -> None:
    """Write the records, what is made of them, and what describes that; the hashes come last."""
    folder = release.folder
    write_ndjson(Derivation(dataset).records, folder / LINES)
    for name, write_one in WHOLE.items():
        write_one(release, folder / name)
    for table in TABLES:
        write_csv(release, table, folder / f"{table.name}.csv")
        write_parquet(release, table, folder / f"{table.name}.parquet")
    write_datapackage(release, folder / PACKAGE)
    packed = [folder / PACKAGE, *(folder / f"{table.name}.csv" for table in TABLES)]
    write_zip(packed, folder / "parley.csv.zip")
    for name, write_one in DESCRIPTORS.items():
        write_one(release, folder / name)
    (folder / SUMS).write_text(sums(folder), encoding="utf-8")


def settle(folder: Path) -> None:
    """Have the disk hold every file, for reading only."""
    for path in (*folder.iterdir(), folder):
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
            os.fchmod(handle, 0o755 if path == folder else READ_ONLY)
        finally:
            os.close(handle)
