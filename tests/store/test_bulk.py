import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from api import create_app
from api.dataset import lines
from api.dataset.mistakes import DatasetError
from api.store import bulk
from api.store.building import build
from api.store.bulk import build_from_lines
from api.store.filling import Filler
from api.store.settling import fitting
from api.store.store import Store
from api.store.tables import ALIASES, SEARCHED, TABLES, coded_members, is_plural, plural_members
from api.synthesis.dataset import Synthesis
from api.synthesis.writing import as_ndjson, as_yaml, write
from schemas.kinds import QUERIES
from tests.conftest import DATA
from tests.lines import write_lines
from tests.synthesis.test_synthesis import CODEBOOK


def built(folder: Path, store: Path) -> Path:
    return build_from_lines(folder, store, lambda size: None)


def rows(path: Path) -> dict[str, list[Any]]:
    """Return what is in a store, whatever the order in which it was filled."""
    with closing(sqlite3.connect(path)) as connection:
        found: dict[str, list[Any]] = {}
        for kind, table in TABLES.items():
            names = ", ".join(f'"{one.name}"' for one in table.columns if one.name != "seq")
            found[kind] = sorted(connection.execute(f"SELECT {names} FROM {kind}"))
        for kind in ALIASES:
            joined = f"SELECT id, value FROM {kind}_aliases JOIN {kind} USING (seq)"
            found[f"{kind}_aliases"] = sorted(connection.execute(joined))
    return found | columns(path) | {f"{kind}_words": words(path, kind) for kind in SEARCHED}


def words(path: Path, kind: str) -> list[Any]:
    """Return the words of a kind, each with its place and the id of its record."""
    with closing(sqlite3.connect(path)) as connection:
        ids = [id for (id,) in connection.execute(f"SELECT id FROM {kind} ORDER BY seq")]
        rows = connection.execute("SELECT word, records, places FROM words WHERE kind = ?", [kind])
        return sorted(
            (word, ids[record], int(place))
            for word, *spots in rows
            for record, place in zip(*map(np.frombuffer, spots, ("<u4", "<u2")), strict=True)
        )


def columns(path: Path) -> dict[str, list[Any]]:
    """Return the values in the columns of a store, each with the id of its record."""
    held, found = Store(fitting(path)).columns, {}
    for kind in QUERIES:
        id = held.column(kind, "id")
        ids = [id.known[code] for code in id.codes]
        for member in (*coded_members(kind), *plural_members(kind)):
            column = held.column(kind, member)
            owners = column.owners if is_plural(kind, member) else range(len(ids))
            values = [column.known[code] for code in column.codes]
            found[f"{kind}.{member}"] = sorted(
                (ids[owner], value) for owner, value in zip(owners, values, strict=True)
            )
    return found


def test_lines_make_the_store_that_yaml_makes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lines, "CHUNK", 2)
    monkeypatch.setattr(bulk, "BATCH", 2)
    of_yaml = rows(build(DATA, tmp_path / "yaml").path)
    assert rows(built(write_lines(tmp_path / "lines"), tmp_path / "store")) == of_yaml
    assert of_yaml["positions"]
    assert of_yaml["positions_words"]


def test_a_made_up_dataset_is_the_same_either_way(tmp_path: Path) -> None:
    write(Synthesis(CODEBOOK, 300, 1), tmp_path / "yaml", as_yaml)
    write(Synthesis(CODEBOOK, 300, 1), tmp_path / "lines", as_ndjson)
    of_lines = rows(built(tmp_path / "lines", tmp_path / "one"))
    assert of_lines == rows(build(tmp_path / "yaml", tmp_path / "other").path)
    assert len(of_lines["positions"]) == 300


def test_the_store_is_built_once(tmp_path: Path) -> None:
    folder = write_lines(tmp_path / "lines")
    path = built(folder, tmp_path / "store")
    before = path.stat()
    assert built(folder, tmp_path / "store") == path
    assert path.stat().st_mtime_ns == before.st_mtime_ns
    (folder / "parties.ndjson").write_text(
        (folder / "parties.ndjson").read_text("utf-8").replace("South", "The South"), "utf-8"
    )
    assert built(folder, tmp_path / "store") != path


def test_mistakes_build_nothing(tmp_path: Path) -> None:
    folder = write_lines(tmp_path / "lines")
    (folder / "positions.ndjson").write_text("{}\n", encoding="utf-8")
    with pytest.raises(DatasetError):
        built(folder, tmp_path / "store")
    assert list((tmp_path / "store").iterdir()) == []


def test_a_crash_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*args: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Filler, "finish", crash)
    with pytest.raises(KeyboardInterrupt):
        built(write_lines(tmp_path / "lines"), tmp_path / "store")
    assert list((tmp_path / "store").iterdir()) == []


def test_a_copy_is_served_elsewhere_without_the_dataset(tmp_path: Path) -> None:
    path = built(write_lines(tmp_path / "lines"), tmp_path / "store")
    copy = Path(shutil.copy(path, tmp_path / "copy.sqlite"))
    client = create_app(
        {"STORE": copy, "DATA_DIR": "/nowhere", "STORE_DIR": "/nowhere"}
    ).test_client()
    found = client.get("/v1/positions?party=north&as_of=2020-03-31").json
    assert found is not None
    assert found["meta"]["total"] == 2
    assert found["meta"]["release"] == "draft"
    assert client.get("/v1/releases").json["meta"]["total"] == 0
    missing = client.get("/v1/releases/1.0.0/files/positions.csv")
    assert (missing.status_code, missing.json["detail"]) == (404, "There is no release '1.0.0'.")
