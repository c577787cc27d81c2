"""A store in a schema: whole or not there, the same as in a file, and only to be read."""

import json
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import sqlalchemy as sa

from api import ROOT
from api.dataset.mistakes import DatasetError
from api.store import making
from api.store.building import build, digest
from api.store.locations import Location, NoDatabase, location_of
from api.store.store import Store
from api.store.tables import metadata
from tests.conftest import DATA
from tests.edits import replace
from tests.postgresql import Server

SCHEMAS = r"SELECT nspname FROM pg_namespace WHERE nspname LIKE 'parley-%'"


@pytest.fixture
def name(postgresql: Server) -> Iterator[str]:
    """The name of an empty database."""
    name = f"talks_{uuid4().hex}"
    postgresql.ask(f"CREATE DATABASE {name}")
    yield name
    postgresql.ask(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def address(postgresql: Server, name: str) -> str:
    """The address of that database."""
    return postgresql.address(name)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the data."""
    return Path(shutil.copytree(DATA, tmp_path / "data"))


def total(location: Location) -> int:
    store = Store(location)
    count = store.edition("latest").count("positions")
    store.engine.dispose()
    return count


def test_stores_of_several_data_are_side_by_side(
    postgresql: Server, name: str, address: str, copy: Path, tmp_path: Path
) -> None:
    one = build(DATA, tmp_path, address)
    replace(copy / "parties.yaml", "name: South", "name: The South")
    other = build(copy, tmp_path, address)
    assert {schema for (schema,) in postgresql.ask(SCHEMAS, name)} == {
        f"parley-{digest(DATA)}",
        f"parley-{digest(copy)}",
    }
    stores = [Store(one), Store(other)]
    assert [store.edition("latest").known("parties")["south"] for store in stores] == [
        "South",
        "The South",
    ]
    assert [store.version for store in stores] == [one.name, other.name]


def test_a_built_store_is_not_built_again(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = build(DATA, tmp_path, address)
    monkeypatch.delattr(making, "load")
    assert build(DATA, tmp_path / "another-node", address).name == first.name


def test_a_crash_leaves_nothing_behind(
    postgresql: Server, name: str, address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(*args: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(making, "fill_store", crash)
    with pytest.raises(KeyboardInterrupt):
        build(DATA, tmp_path, address)
    assert postgresql.ask(SCHEMAS, name) == []


def test_bad_data_build_nothing(
    postgresql: Server, name: str, address: str, copy: Path, tmp_path: Path
) -> None:
    (copy / "parties.yaml").write_text("[]", encoding="utf-8")
    with pytest.raises(DatasetError):
        build(copy, tmp_path, address)
    assert postgresql.ask(SCHEMAS, name) == []


def test_workers_may_build_at_once(
    postgresql: Server, name: str, address: str, tmp_path: Path
) -> None:
    found: list[int] = []
    work = lambda: found.append(total(build(DATA, tmp_path, address)))  # noqa: E731
    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [5, 5, 5, 5]
    assert len(postgresql.ask(SCHEMAS, name)) == 1


def test_the_store_cannot_be_written_through(address: str, tmp_path: Path) -> None:
    store = Store(build(DATA, tmp_path, address))
    with store.engine.connect() as connection, pytest.raises(Exception, match="read-only"):
        connection.exec_driver_sql("DELETE FROM positions")
    store.engine.dispose()


def test_both_engines_hold_the_same_rows(address: str, tmp_path: Path) -> None:
    engines = [build(DATA, tmp_path, database).open() for database in ("", address)]
    held = [rows(engine) for engine in engines]
    assert held[0] == held[1]
    assert len(held[0]["positions"]) == 5


def rows(engine: sa.Engine) -> dict[str, list[Any]]:
    """Return all rows of all tables."""
    with engine.connect() as connection:
        found = {
            table.name: [
                tuple(row)
                for row in connection.execute(sa.select(table).order_by(*table.primary_key))
            ]
            for table in metadata.sorted_tables
        }
    engine.dispose()
    return found


def test_texts_are_in_the_order_of_their_bytes(
    postgresql: Server, address: str, copy: Path, tmp_path: Path
) -> None:
    assert postgresql.ask("SELECT 'Zeta' > 'alpha', 'Österreich' < 'Zeta'") == [(True, True)]
    for old, new in [("North", "alpha"), ("South", "Zeta"), ("The League", "Österreich")]:
        replace(copy / "parties.yaml", f"name: {old}", f"name: {new}")
    store = Store(build(copy, tmp_path, address))
    page = store.edition("draft").page("parties", {"limit": 9, "sort": ["name"]})
    assert [json.loads(body)["name"] for body in page.bodies] == ["Zeta", "alpha", "Österreich"]
    store.engine.dispose()


@pytest.mark.parametrize(
    "address",
    ["", "postgresql", "postgresql://user@host/name", "mysql://host/name", "sqlite://", "postgresql+psycopg2://host/name"],
)  # fmt: skip
def test_what_is_no_address(address: str, tmp_path: Path) -> None:
    if not address:
        assert str(location_of(tmp_path, "parley-1", address)) == f"{tmp_path}/parley-1.sqlite"
    else:
        with pytest.raises(NoDatabase, match="must be an address such as 'postgresql[+]psycopg://"):
            location_of(tmp_path, "parley-1", address)


def test_a_password_is_not_printed(tmp_path: Path) -> None:
    location = location_of(tmp_path, "parley-1", "postgresql+psycopg://me:secret@host/name")
    assert str(location) == "postgresql+psycopg://me:***@host/name parley-1"


@pytest.mark.parametrize(
    ("before", "database", "told"),
    [
        ("sys.modules['psycopg'] = None", "postgresql+psycopg://host/name", "DATABASE_URL needs psycopg: pip install 'psycopg[binary]'.\n"),
        ("", "postgresql+psycopg://127.0.0.1:1/name", "The store cannot be asked; STORE_DIR, STORE or DATABASE_URL must name one that can: connection failed"),
        ("", "talks", "DATABASE_URL must be an address such as 'postgresql+psycopg://user@host/name'.\n"),
    ],
)  # fmt: skip
def test_a_server_says_why_it_does_not_start(
    tmp_path: Path, before: str, database: str, told: str
) -> None:
    settings = {"DATA_DIR": str(DATA), "STORE_DIR": str(tmp_path), "DATABASE_URL": database}
    code = f"import os, sys; {before}\nos.environ.update({settings!r})\nimport wsgi"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert done.stderr.startswith(told)
    assert "Traceback" not in done.stderr
