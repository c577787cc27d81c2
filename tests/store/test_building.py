import shutil
import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from api.dataset.mistakes import DatasetError
from api.store import making
from api.store.building import build, digest
from api.store.locations import Location
from api.store.rows import Version, roots
from api.store.sqlite import File
from api.store.store import Store
from tests.conftest import DATA

pytestmark = pytest.mark.sqlite


def path_of(location: Location) -> Path:
    return Path(str(location))


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(DATA, tmp_path / "data"))


def test_the_file_is_named_by_what_is_in_it(copy: Path, tmp_path: Path) -> None:
    path = build(copy, tmp_path / "store")
    assert path_of(path).name == f"parley-{digest(DATA)}.sqlite"
    assert build(copy, tmp_path / "store") == path
    (copy / "parties.yaml").write_text(
        (copy / "parties.yaml").read_text(encoding="utf-8").replace("South", "The South"), "utf-8"
    )
    changed = build(copy, tmp_path / "store")
    assert changed != path
    assert Store(changed).edition("latest").known("parties")["south"] == "The South"
    assert Store(path).edition("latest").known("parties")["south"] == "South"


@pytest.mark.parametrize(
    "edit",
    [
        lambda data: (data / "parties.yaml").rename(data / "people.yaml"),
        lambda data: (data / "events.yaml").write_text("", "utf-8"),
        lambda data: (data / "sources" / "link.yaml").symlink_to(data / "parties.yaml"),
        lambda data: (data / "positions" / "new.yaml").touch(),
        lambda data: shutil.rmtree(data / "positions"),
    ],
)
def test_whatever_changes_makes_another_hash(copy: Path, edit: Callable[[Path], object]) -> None:
    before = digest(copy)
    edit(copy)
    assert digest(copy) != before == digest(DATA)


@pytest.mark.parametrize("name", [".git", "sources/.new.yaml.swp"])
def test_what_is_hidden_makes_none(copy: Path, name: str) -> None:
    (copy / name).touch()
    assert digest(copy) == digest(DATA)


def test_a_built_store_is_not_built_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = build(DATA, tmp_path)
    monkeypatch.delattr(making, "load")
    assert build(DATA, tmp_path) == path


def test_bad_data_build_nothing(copy: Path, tmp_path: Path) -> None:
    (copy / "parties.yaml").write_text("[]", encoding="utf-8")
    with pytest.raises(DatasetError):
        build(copy, tmp_path / "store")
    assert not (tmp_path / "store").exists()


def test_a_crash_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*args: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(making, "fill_store", crash)
    with pytest.raises(KeyboardInterrupt):
        build(DATA, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_workers_may_build_at_once(tmp_path: Path) -> None:
    threads = [threading.Thread(target=build, args=(DATA, tmp_path)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    (path,) = tmp_path.iterdir()
    assert (
        Store(File(tmp_path, path.stem))
        .edition("latest")
        .page("positions", {"limit": 1, "sort": ["id"]})
        .total
        == 5
    )


def test_the_store_cannot_be_written_through(tmp_path: Path) -> None:
    store = Store(build(DATA, tmp_path))
    with store.engine.connect() as connection, pytest.raises(Exception, match="readonly"):
        connection.exec_driver_sql("DELETE FROM positions")


def test_a_folder_of_any_name_will_do(tmp_path: Path) -> None:
    path = build(DATA, tmp_path / "a b?c#d%41é")
    assert Store(path).edition("latest").count("positions") == 5


def test_the_same_data_fill_the_same_rows(tmp_path: Path) -> None:
    one = build(DATA, tmp_path / "one")
    other = build(DATA, tmp_path / "other")
    dumps = []
    for path in (one, other):
        connection = sqlite3.connect(path_of(path))
        dumps.append(connection.execute("SELECT seq, id, body FROM positions").fetchall())
        connection.close()
    assert dumps[0] == dumps[1]


def test_data_that_change_while_they_are_read_are_read_again(
    copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parties = copy / "parties.yaml"
    real = making.load

    def load_while_edited(data: Path) -> Any:
        dataset = real(data)
        text = parties.read_text(encoding="utf-8")
        parties.write_text(text.replace("name: South", "name: The South"), encoding="utf-8")
        return dataset

    monkeypatch.setattr(making, "load", load_while_edited)
    path = build(copy, tmp_path / "store")
    assert path_of(path).name == f"parley-{digest(copy)}.sqlite"
    assert Store(path).edition("latest").known("parties")["south"] == "The South"


def test_a_store_can_be_read_by_any_server(tmp_path: Path) -> None:
    assert path_of(build(DATA, tmp_path)).stat().st_mode & 0o777 == 0o644


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ([("a",), ("b",)], ["a", "b"]),
        ([("a",), ("b", "a")], ["a", "a"]),
        ([("a",), ("b", "a"), ("c", "a", "b")], ["a", "a", "a"]),
        ([("a",), ("b", "a"), ("a", "b")], ["a", "a", "a"]),
        ([("a",), ("b",), ("b", "a")], ["a", "b", "b"]),
        ([("b", "a")], ["b"]),
        ([("a",), ("a",)], ["a", "a"]),
    ],
)
def test_a_record_keeps_its_root(names: list[tuple[str, ...]], expected: list[str]) -> None:
    records = [{"id": id, "aliases": list(aliases)} for id, *aliases in names]
    versions = [Version(n, n, record, {}) for n, record in enumerate(records)]
    assert list(roots(versions)) == expected
