"""CITATION.cff: committed, current, valid, and of the latest release."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from flask import Flask

from api import ROOT
from api.dataset.frozen import in_order
from api.dataset.loading import load
from api.http import citation_file

COMMITTED = ROOT / "CITATION.cff"
CITED: dict[str, Any] = yaml.safe_load(COMMITTED.read_text(encoding="utf-8"))


def test_it_is_current() -> None:
    from wsgi import app

    with app.app_context():
        current = COMMITTED.read_text(encoding="utf-8") == citation_file.render()
    assert current, "CITATION.cff is out of date: run `make generated`"


def test_it_is_of_the_latest_release() -> None:
    latest = in_order(load(ROOT / "data"))[-1]
    assert (CITED["version"], CITED["date-released"]) == (latest["id"], latest["released_on"])


def test_data_and_software_have_their_own_licences() -> None:
    (software,) = CITED["references"]
    assert (CITED["type"], CITED["license"]) == ("dataset", "CC-BY-4.0")
    assert (software["type"], software["license"]) == ("software", "MIT")
    assert (ROOT / "LICENSE").read_text(encoding="utf-8").startswith("MIT License")


@pytest.fixture
def written(app: Flask, tmp_path: Path) -> Path:
    """The file of a dataset without releases."""
    with app.app_context():
        (tmp_path / "CITATION.cff").write_text(citation_file.render(), encoding="utf-8")
    return tmp_path / "CITATION.cff"


def test_a_draft_has_neither_version_nor_day(written: Path) -> None:
    draft = yaml.safe_load(written.read_text(encoding="utf-8"))
    assert draft["title"] == "Talks over the strait"
    assert {"version", "date-released"} & set(draft) == set()


def test_it_is_valid(written: Path) -> None:
    command = [str(Path(sys.executable).parent / "check-jsonschema")]
    schema = ["--builtin-schema", "vendor.citation-file-format"]
    done = subprocess.run(
        [*command, *schema, str(COMMITTED), str(written)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
