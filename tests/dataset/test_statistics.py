import pytest

from api.dataset.loading import load
from api.dataset.statistics import table
from tests.conftest import DATA

HEAD = ["| Issue | Party | Winter | Spring |", "| --- | --- | --: | --: |"]
STRAIT = ["| The strait | North | 1 | 1 |", "| The strait | South | 2 | 0 |"]
TRUCE = ["| Truce | North | · | 1 |"]


@pytest.mark.parametrize(
    ("issues", "rows"),
    [([], STRAIT + TRUCE), (["strait"], STRAIT), (["truce"], TRUCE), (["truce", "strait"], STRAIT + TRUCE)],
)  # fmt: skip
def test_the_table(issues: list[str], rows: list[str]) -> None:
    assert list(table(load(DATA), issues)) == HEAD + rows
