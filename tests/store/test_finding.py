"""What a record was called before is looked up, not searched for."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from api.store.edition import Edition
from api.store.finding import by_alias
from api.store.store import Store
from schemas.base import LASTING
from tests.conftest import DATA
from tests.edits import RENAMED, rename
from tests.store.engines import build


@pytest.fixture(scope="module")
def renamed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Edition]:
    """A store of tests/data in which a record of each kind has another id."""
    folder = tmp_path_factory.mktemp("renamed")
    data = Path(shutil.copytree(DATA, folder / "data"))
    for kind, (old, new) in RENAMED.items():
        rename(data, kind, old, new)
    store = Store(build(data, folder / "store"))
    yield store.edition("latest")
    store.engine.dispose()


@pytest.mark.parametrize("kind", LASTING)
def test_an_old_id_is_known(renamed: Edition, store: Edition, kind: str) -> None:
    old, new = RENAMED[kind]
    assert [renamed.now_called(kind, id) for id in (old, new, "nobody")] == [new, None, None]
    assert store.now_called(kind, old) is None


def test_what_is_not_renamed_has_no_old_ids(renamed: Edition) -> None:
    assert renamed.now_called("coverage", "league.strait") is None
    assert renamed.now_called("codebook.stance", "league") is None


@pytest.mark.sqlite
@pytest.mark.parametrize("kind", LASTING)
def test_an_old_id_is_found_by_an_index(renamed: Edition, kind: str) -> None:
    statement = by_alias(kind).compile(renamed.engine)
    given = statement.construct_params({"alias": "league", "edition": 0})
    ordered = tuple(given[name] for name in statement.positiontup or ())
    with renamed.engine.connect() as connection:
        steps = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", ordered).all()
    assert [step.detail for step in steps if step.detail.startswith("SCAN")] == []
    assert any("value=?" in step.detail for step in steps)
