"""Files are written all or nothing, the same bytes every time, without holding all records."""

import shutil
import tracemalloc
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from api.dataset.deriving import Derivation
from api.dataset.freezing import freeze
from api.dataset.frozen import held_by
from api.dataset.records import Dataset
from api.exports import writing
from api.exports.database import write_sqlite
from api.exports.delimited import write_csv
from api.exports.documents import write_json, write_ndjson
from api.exports.files import names
from api.exports.linked import write_jsonld
from api.exports.parquet import write_parquet
from api.exports.release import LINES, Release
from api.exports.tables import TABLES
from api.exports.versions import folder_name
from api.exports.workbook import write_xlsx
from api.exports.writing import offered
from tests.conftest import DATA

Served = dict[str, Any]

ONE_MB = 1_000_000


@pytest.fixture(scope="module")
def frozen(tmp_path_factory: pytest.TempPathFactory) -> tuple[Served, Dataset]:
    """The card of a release of tests/data, and what it holds."""
    data = Path(shutil.copytree(DATA, tmp_path_factory.mktemp("frozen") / "data"))
    card = freeze(data, "The first.", date(2020, 4, 1))
    return card, held_by(data, card)


def never() -> Dataset:
    raise AssertionError("The records were asked for.")


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_two_times_the_same_bytes(
    frozen: tuple[Served, Dataset], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    card, dataset = frozen
    told = offered(tmp_path / "one", card, lambda: dataset)
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    assert offered(tmp_path / "other", card, lambda: dataset) == told
    assert content(tmp_path / "one") == content(tmp_path / "other")
    assert [file["name"] for file in told] == list(names())
    assert set(content(tmp_path / "one")) == set(names())


def test_what_is_there_is_not_written_again(frozen: tuple[Served, Dataset], tmp_path: Path) -> None:
    card, dataset = frozen
    told = offered(tmp_path / "files", card, lambda: dataset)
    assert offered(tmp_path / "files", card, never) == told


def touch(folder: Path) -> None:
    (folder / "positions.csv").chmod(0o644)
    (folder / "positions.csv").write_text("id\n", encoding="utf-8")


@pytest.mark.parametrize(
    "spoil",
    [
        touch,
        lambda folder: (folder / "positions.csv").unlink(),
        lambda folder: (folder / "SHA256SUMS").unlink(),
        lambda folder: (folder / "parley.sqlite").rename(folder / "parley.json"),
    ],
)
def test_what_was_spoiled_is_written_again(
    frozen: tuple[Served, Dataset], tmp_path: Path, spoil: Callable[[Path], None]
) -> None:
    card, dataset = frozen
    folder = tmp_path / "files"
    told = offered(folder, card, lambda: dataset)
    spoil(folder)
    assert offered(folder, card, lambda: dataset) == told
    assert list(tmp_path.iterdir()) == [folder]


def test_a_crash_leaves_nothing_behind(
    frozen: tuple[Served, Dataset], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(*args: Any) -> None:
        raise KeyboardInterrupt

    card, dataset = frozen
    monkeypatch.setattr(writing, "write_datapackage", crash)
    with pytest.raises(KeyboardInterrupt):
        offered(tmp_path / "files", card, lambda: dataset)
    assert list(tmp_path.iterdir()) == []


def test_any_server_may_read_and_nobody_writes(
    frozen: tuple[Served, Dataset], tmp_path: Path
) -> None:
    card, dataset = frozen
    offered(tmp_path / "files", card, lambda: dataset)
    assert {path.stat().st_mode & 0o777 for path in (tmp_path / "files").iterdir()} == {0o444}
    assert (tmp_path / "files").stat().st_mode & 0o777 == 0o755


def test_the_folder_is_named_by_what_decides_its_bytes(frozen: tuple[Served, Dataset]) -> None:
    card, _ = frozen
    folders = {folder_name(card), folder_name(dict(card)), folder_name(card | {"seal": "0" * 64})}
    assert len(folders) == 2
    assert all(name.startswith("release-1.0.0-") for name in folders)


def grown(frozen: tuple[Served, Dataset], folder: Path, times: int) -> Release:
    """Return a release in which every record of every list comes many times, with other ids."""
    card, dataset = frozen
    served = Derivation(dataset)

    def records(kind: str) -> Any:
        for record in served.records(kind):
            for number in range(1 if kind in ("dataset", "codebook") else times):
                yield record | {"id": f"{record['id']}-{number}"}

    folder.mkdir()
    write_ndjson(records, folder / LINES)
    write_sqlite(Release(card, folder), folder / "parley.sqlite")
    return Release(card, folder)


def write_table(write: Callable[..., None]) -> Callable[[Release, Path], None]:
    """Return a writer of the table of positions."""
    (positions,) = (table for table in TABLES if table.name == "positions")
    return lambda release, path: write(release, positions, path)


def peak(write: Callable[[Release, Path], None], release: Release) -> int:
    """Return the most memory that a writer holds of Python's."""
    tracemalloc.start()
    try:
        write(release, release.folder / "written")
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
        (release.folder / "written").unlink()


@pytest.fixture(scope="module")
def releases(
    frozen: tuple[Served, Dataset], tmp_path_factory: pytest.TempPathFactory
) -> list[Release]:
    """A release of 200 positions, and one of 800."""
    folder = tmp_path_factory.mktemp("grown")
    return [grown(frozen, folder / str(times), times) for times in (40, 160)]


@pytest.mark.parametrize(
    "write",
    [write_json, write_sqlite, write_jsonld, write_xlsx, write_table(write_csv)],
    ids=["json", "sqlite", "jsonld", "xlsx", "csv"],
)
def test_many_records_need_no_more_memory_than_few(
    releases: list[Release], write: Callable[[Release, Path], None]
) -> None:
    few, many = (peak(write, release) for release in releases)
    assert many - few < ONE_MB


def test_parquet_is_written_some_rows_at_a_time(
    releases: list[Release], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.exports.parquet.CHUNK", 50)
    few, many = (peak(write_table(write_parquet), release) for release in releases)
    assert many - few < ONE_MB
