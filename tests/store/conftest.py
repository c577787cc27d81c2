from pathlib import Path

import pytest

from api.store.edition import Edition
from api.store.store import Store
from tests.conftest import DATA
from tests.store.engines import build


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    """A store of tests/data."""
    return Store(build(DATA, Path(tmp_path_factory.mktemp("store")))).edition("latest")
