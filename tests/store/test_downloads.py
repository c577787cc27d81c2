"""The files of releases are built with the store, kept by later ones, and mended."""

import os
import shutil
import subprocess
import sys
import threading
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from api import ROOT
from api.dataset.freezing import freeze
from api.store import mending
from api.store.locations import Location
from api.store.store import Store
from tests.conftest import DATA
from tests.store.engines import build


@pytest.fixture
def released(tmp_path: Path) -> Path:
    """A copy of tests/data with one release."""
    data = Path(shutil.copytree(DATA, tmp_path / "data"))
    freeze(data, "The first.", date(2020, 4, 1))
    return data


def files(location: Location, release: str) -> list[dict[str, Any]]:
    store = Store(location)
    found: list[dict[str, Any]] = store.card(release)["files"]
    return found


def folders(store: Path) -> dict[str, int]:
    """The folders of files beside a store, each with the moment at which it was written."""
    return {path.name: path.stat().st_ctime_ns for path in store.glob("release-*")}


def test_a_new_release_builds_its_own_files_only(released: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    told = files(build(released, store), "1.0.0")
    first = folders(store)
    parties = released / "parties.yaml"
    parties.write_text(parties.read_text("utf-8").replace("South", "The South"), "utf-8")
    freeze(released, "A name.", date(2020, 5, 1))
    path = build(released, store)
    assert files(path, "1.0.0") == told
    assert {one["sha256"] for one in files(path, "1.0.1")} != {one["sha256"] for one in told}
    assert first.items() < folders(store).items()
    assert len(folders(store)) == 2


def test_a_draft_has_no_files(tmp_path: Path) -> None:
    build(DATA, tmp_path)
    assert folders(tmp_path) == {}


@pytest.mark.parametrize("name", ["parley.sqlite", "SHA256SUMS", None])
def test_a_start_mends_what_was_changed_or_removed(
    released: Path, tmp_path: Path, name: str | None
) -> None:
    path = build(released, tmp_path / "store")
    folder = Store(path).folders["1.0.0"]
    before = {one.name: one.read_bytes() for one in folder.iterdir()}
    if name:
        (folder / name).chmod(0o644)
        (folder / name).write_bytes(before[name].replace(b"a", b"b"))
    else:
        shutil.rmtree(folder)
    assert build(released, tmp_path / "store") == path
    assert {one.name: one.read_bytes() for one in folder.iterdir()} == before


def test_a_file_that_was_touched_is_held_to_its_hash_and_kept(
    released: Path, tmp_path: Path
) -> None:
    path = build(released, tmp_path / "store")
    file = Store(path).folders["1.0.0"] / "events.csv"
    before = file.stat()
    assert datetime.fromtimestamp(before.st_mtime, UTC) == datetime(2020, 4, 1, tzinfo=UTC)
    os.utime(file)
    build(released, tmp_path / "store")
    after = file.stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_a_file_that_was_not_touched_is_not_read(
    released: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = build(released, tmp_path / "store")
    monkeypatch.delattr(mending, "told")
    assert build(released, tmp_path / "store") == path


def test_changed_hashes_do_not_cover_a_changed_file(released: Path, tmp_path: Path) -> None:
    path = build(released, tmp_path / "store")
    folder = Store(path).folders["1.0.0"]
    for name in ("events.csv", "SHA256SUMS"):
        (folder / name).chmod(0o644)
    (folder / "events.csv").write_text("id\n", encoding="utf-8")
    from api.exports.files import sums

    (folder / "SHA256SUMS").write_text(sums(folder), encoding="utf-8")
    build(released, tmp_path / "store")
    assert (folder / "events.csv").read_text(encoding="utf-8") != "id\n"


def test_workers_that_start_at_once_write_the_files_once(released: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    threads = [threading.Thread(target=build, args=(released, store)) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    left = [path.name for path in store.iterdir() if path.suffix != ".sqlite"]
    assert [name.partition("-")[0] for name in left] == ["release"]


def test_a_server_that_finds_its_files_loads_no_writer(released: Path, tmp_path: Path) -> None:
    build(released, tmp_path / "store")
    settings = {"DATA_DIR": str(released), "STORE_DIR": str(tmp_path / "store")}
    code = (
        "import sys\nfrom api import create_app\n"
        f"client = create_app({settings!r}).test_client()\n"
        "assert client.get('/v1/releases/1.0.0/files/positions.parquet').status_code == 200\n"
        "print(sorted({'pyarrow', 'xlsxwriter', 'pandas'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-W", "ignore::ResourceWarning", "-c", code],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout == "[]\n"
