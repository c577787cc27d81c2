"""A worker that finds its store built does without what only others need."""

import subprocess
import sys
from pathlib import Path

import pytest

from api import ROOT
from api.store.building import build
from tests.conftest import DATA

CODE = """
import sys
from api import create_app
create_app({"DATA_DIR": sys.argv[1], "STORE_DIR": sys.argv[2], "DATABASE_URL": ""})
print(*sys.modules)
"""
LOOKING = """
import gc, sys
before = gc.get_stats()[2]["collections"]
from api import create_app
create_app({"DATA_DIR": sys.argv[1], "STORE_DIR": sys.argv[2], "DATABASE_URL": ""})
print(gc.get_stats()[2]["collections"] - before, gc.isenabled())
"""
THREADS = """
import os, sys
from api import create_app
create_app({"DATA_DIR": sys.argv[1], "STORE_DIR": sys.argv[2], "DATABASE_URL": ""})
print(len(os.listdir("/proc/self/task")))
"""
DATA_ALONE = "import sys, api.dataset.loading; print(*sys.modules)"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a built store."""
    folder = tmp_path_factory.mktemp("store")
    build(DATA, folder)
    return folder


@pytest.fixture(scope="module")
def started(folder: Path) -> set[str]:
    """The modules of a process that has wired an app over a store that was there."""
    return set(run(CODE, DATA, folder).split())


def run(code: str, *arguments: Path | str) -> str:
    command = [sys.executable, "-W", "ignore::ResourceWarning", "-c", code, *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True).stdout


@pytest.mark.parametrize(
    "name",
    [
        "api.bulk",
        "api.cli",
        "api.dataset.checking",
        "api.dataset.deriving",
        "api.dataset.freezing",
        "api.dataset.loading",
        "api.dataset.reading",
        "api.exports.tables",
        "api.exports.writing",
        "api.generating",
        "api.http.atom",
        "api.http.documenting",
        "api.http.json_schemas",
        "api.http.openapi",
        "api.questions",
        "api.store.downloads",
        "api.store.filling",
        "api.store.making",
        "api.store.postgresql",
        "api.synthesis",
        "apispec",
        "flask_cors",
        "flask_smorest",
        "flask_swagger_ui",
        "fontTools",
        "multiprocessing",
        "psycopg",
        "pyarrow",
        "resvg_py",
        "xlsxwriter",
        "xml.etree.ElementTree",
        "yaml",
    ],
)
def test_a_start_leaves_out(started: set[str], name: str) -> None:
    assert name not in started


@pytest.mark.parametrize("name", ["api.store.building", "api.store.mending", "numpy", "sqlalchemy"])
def test_a_start_needs(started: set[str], name: str) -> None:
    assert name in started


def test_a_start_never_looks_for_garbage_among_all_that_is_loaded(folder: Path) -> None:
    assert run(LOOKING, DATA, folder).split() == ["0", "True"]


@pytest.mark.parametrize("name", ["flask", "numpy", "sqlalchemy"])
def test_what_reads_the_dataset_leaves_out(name: str) -> None:
    assert name not in run(DATA_ALONE).split()


def test_a_start_starts_no_threads(folder: Path) -> None:
    assert run(THREADS, DATA, folder).strip() == "1"
