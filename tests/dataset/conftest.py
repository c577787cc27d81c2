import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from api.dataset.loading import load
from api.dataset.mistakes import DatasetError
from tests.conftest import DATA


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of tests/data to spoil."""
    return Path(shutil.copytree(DATA, tmp_path / "data"))


@pytest.fixture
def mistakes(copy: Path) -> Callable[[], list[str]]:
    """What is wrong with the copy, as printed, with paths relative to it."""

    def find() -> list[str]:
        with pytest.raises(DatasetError) as caught:
            load(copy)
        return [str(mistake).replace(f"{copy}/", "") for mistake in caught.value.mistakes]

    return find
