import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from api.store.building import build
from api.store.settling import UnfitStore, fitting
from tests.conftest import DATA


def test_a_store_that_was_built_fits(tmp_path: Path) -> None:
    store = build(DATA, tmp_path)
    assert fitting(tmp_path / f"{store.name}.sqlite") == store


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (None, "STORE names no file that ends in .sqlite: {path}."),
        (b"no store" * 200, "STORE names what is no store: {path}: file is not a database."),
        (b"", "STORE is of another version of the program; build it anew: {path}."),
    ],
)
def test_a_file_that_does_not_fit_is_refused(
    tmp_path: Path, content: bytes | None, expected: str
) -> None:
    path = tmp_path / "store.sqlite"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(UnfitStore) as caught:
        fitting(path)
    assert str(caught.value) == expected.format(path=path)


def test_a_store_of_other_code_is_refused(tmp_path: Path) -> None:
    path = tmp_path / f"{build(DATA, tmp_path).name}.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        (mark,) = connection.execute("PRAGMA user_version").fetchone()
        connection.execute(f"PRAGMA user_version = {mark - 1}")
    with pytest.raises(UnfitStore, match="another version"):
        fitting(path)
