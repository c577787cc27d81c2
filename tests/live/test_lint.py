"""Redocly's linter with its recommended rules: no error, no warning."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from api import ROOT
from tests.running import installed

LINT = Path(__file__).parent / "lint"


@pytest.fixture
def redocly(npm: Path, tmp_path: Path) -> Path:
    """The locked linter, installed."""
    return installed(npm, LINT, tmp_path) / ".bin" / "redocly"


def test_the_linter_has_nothing_to_say(redocly: Path, tmp_path: Path) -> None:
    shutil.copy(ROOT / "openapi.yaml", tmp_path)
    done = subprocess.run(
        [redocly, "lint", "openapi.yaml", "--extends", "recommended", "--format", "summary"],
        cwd=tmp_path,
        env=os.environ | {"REDOCLY_TELEMETRY": "off", "REDOCLY_SUPPRESS_UPDATE_NOTICE": "true"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Your API description is valid" in done.stderr
    assert done.stdout == ""
