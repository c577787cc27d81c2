from collections.abc import Iterator
from pathlib import Path

import pytest

from api.store.edition import Edition
from api.store.store import Store
from tests.conftest import DATA
from tests.store.engines import build


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Edition]:
    """A store of tests/data."""
    store = Store(build(DATA, Path(tmp_path_factory.mktemp("store"))))
    yield store.edition("latest")
    store.engine.dispose()
