from pathlib import Path

import pytest
from flask.testing import FlaskCliRunner

from api import ROOT


@pytest.mark.parametrize(
    ("command", "start"),
    [("openapi-yaml", "openapi: 3.1.0\n"), ("citation-cff", "cff-version: 1.2.0\n")],
)
def test_a_command_writes_its_file(
    runner: FlaskCliRunner, tmp_path: Path, command: str, start: str
) -> None:
    path = tmp_path / "written"
    result = runner.invoke(args=[command, "--output", str(path)])
    assert result.output == f"Wrote {path}.\n"
    assert path.read_text(encoding="utf-8").startswith(start)


@pytest.mark.parametrize("command", ["openapi-yaml", "json-schemas", "citation-cff", "matrix-svg"])
def test_all_that_is_generated_is_made_at_once(command: str) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    (generated,) = [block for block in makefile.split("\n\n") if block.startswith("generated:")]
    assert f"\t$(FLASK) {command}\n" in f"{generated}\n"
