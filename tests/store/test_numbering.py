"""Records lie in a store as lists tell them, so that an export of everything reads it in order."""

import hashlib
import json
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from api.dataset.freezing import freeze
from api.store import selection
from api.store.bulk import build_from_lines
from api.store.edition import Edition
from api.store.listing import sort_field
from api.store.numbering import in_usual_order
from api.store.rows import Version
from api.store.settling import fitting
from api.store.store import Store
from api.store.tables import TABLES, alive
from api.synthesis.dataset import Synthesis
from api.synthesis.writing import as_ndjson, write
from schemas.kinds import QUERIES
from tests.conftest import DATA
from tests.edits import RENAMED, rename
from tests.store.engines import build
from tests.synthesis.test_synthesis import CODEBOOK

PAST_AND_PRESENT = Path("data")


def sha256_of(line: bytes) -> bytes:
    return hashlib.sha256(line).digest()


def numbered(edition: Edition, kind: str) -> list[str]:
    table = TABLES[kind].c
    rows = edition.read(sa.select(table.id).where(alive(kind)).order_by(table.seq))
    return [row.id for row in rows]


def listed(edition: Edition, kind: str) -> list[str]:
    query = {"sort": sort_field(kind).load_default}
    return [json.loads(body)["id"] for body in edition.stream(kind, query)]


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The store of the dataset with its releases."""
    store = Store(build(PAST_AND_PRESENT, tmp_path_factory.mktemp("real")))
    yield store
    store.engine.dispose()


@pytest.mark.parametrize("kind", QUERIES)
@pytest.mark.parametrize("release", ["1.0.0", "latest", "draft"])
def test_every_edition_of_yaml_lies_in_order(real: Store, kind: str, release: str) -> None:
    edition = real.edition(release)
    assert numbered(edition, kind) == listed(edition, kind)


def test_a_root_is_the_first_id_whichever_version_comes_first(tmp_path: Path) -> None:
    data = Path(shutil.copytree(DATA, tmp_path / "data"))
    freeze(data, "The first.", date(2020, 4, 1))
    old, new = RENAMED["positions"]
    rename(data, "positions", old, new)
    store = Store(build(data, tmp_path / "store"))
    table = TABLES["positions"].c
    versions = sa.select(table.id, table.root).where(table.id.in_([old, new])).order_by(table.seq)
    with store.engine.connect() as connection:
        assert connection.execute(versions).all() == [(new, old), (old, old)]
    store.engine.dispose()


@pytest.fixture(scope="module")
def made_up(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Edition]:
    """A store of lines, which come in no order."""
    folder = tmp_path_factory.mktemp("made-up")
    write(Synthesis(CODEBOOK, 300, 1), folder / "lines", as_ndjson)
    lines = folder / "lines" / "positions.ndjson"
    written = lines.read_bytes().splitlines(keepends=True)
    lines.write_bytes(b"".join(sorted(written, key=sha256_of)))
    store = Store(fitting(build_from_lines(folder / "lines", folder, lambda size: None)))
    yield store.edition("latest")
    store.engine.dispose()


@pytest.mark.sqlite
def test_positions_of_lines_lie_in_order(made_up: Edition) -> None:
    ids = numbered(made_up, "positions")
    assert ids == listed(made_up, "positions")
    assert len(ids) == 300


@pytest.fixture
def asked(made_up: Edition) -> Iterator[list[str]]:
    """The statements that are asked."""
    found: list[str] = []

    def note(_: Any, __: Any, statement: str, *___: Any) -> None:
        found.append(statement)

    sa.event.listen(made_up.engine, "before_cursor_execute", note)
    yield found
    sa.event.remove(made_up.engine, "before_cursor_execute", note)


@pytest.mark.sqlite
@pytest.mark.parametrize(("sort", "in_order"), [("-said_on", 8), ("party", 0)])
def test_an_export_of_everything_reads_in_order(
    made_up: Edition,
    asked: list[str],
    monkeypatch: pytest.MonkeyPatch,
    sort: str,
    in_order: int,
) -> None:
    monkeypatch.setattr(selection, "CHUNK", 40)
    lines = b"".join(made_up.in_lines("positions", {"sort": [sort]})).splitlines()
    read = [statement for statement in asked if "body" in statement]
    assert (len(lines), len(read)) == (300, 8)
    assert len([statement for statement in read if "BETWEEN" in statement]) == in_order


@pytest.mark.parametrize("kind", ["positions", "parties"])
def test_versions_of_one_record_stay_as_they_came(kind: str) -> None:
    (key,) = sort_field(kind).load_default
    told = {"said_on_latest": "2025-01-01", "name": "A", key: "A"}
    found = [(Version(first, first, {"id": id, **told}, {}), id) for first in (0, 1) for id in "ba"]
    ordered = [(version.record["id"], version.first) for version, _ in in_usual_order(kind, found)]
    assert ordered == [("a", 0), ("a", 1), ("b", 0), ("b", 1)]
