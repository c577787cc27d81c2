import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from flask.testing import FlaskCliRunner

from api import ROOT, create_app
from api.dataset.freezing import freeze
from tests.conftest import ARCHIVE, DATA
from tests.edits import replace
from tests.lines import write_lines


def test_check_counts_what_is_right(runner: FlaskCliRunner) -> None:
    result = runner.invoke(args=["dataset", "check"])
    assert result.exit_code == 0
    assert result.output.splitlines()[-1] == (
        "No mistakes in tests/data: 5 positions, 3 parties, 2 speakers, 2 issues, 3 provisions, "
        "2 events, 3 sources."
    )


def test_build_names_the_store(runner: FlaskCliRunner) -> None:
    result = runner.invoke(args=["dataset", "build"])
    assert result.exit_code == 0
    assert Path(result.output.strip()).is_file()


def test_verify_says_what_stands(runner: FlaskCliRunner) -> None:
    result = runner.invoke(args=["dataset", "verify", "--archive", str(ARCHIVE)])
    assert result.exit_code == 0
    assert result.output == "1 archived articles, 6 citations and 1 quotes stand as recorded.\n"


def test_verify_fails_on_what_does_not(runner: FlaskCliRunner, tmp_path: Path) -> None:
    result = runner.invoke(args=["dataset", "verify", "--archive", str(tmp_path)])
    assert result.exit_code == 1
    assert "gazette-first-round.yaml:10: text_sha256: No text in" in result.output


@pytest.fixture
def spoiled(tmp_path: Path) -> Path:
    copy = Path(shutil.copytree(DATA, tmp_path / "data"))
    (copy / "parties.yaml").write_text("- id: X\n", encoding="utf-8")
    return copy


def run(
    data: Path, store: Path, *command: str, **settings: str
) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"DATA_DIR": str(data), "STORE_DIR": str(store)} | settings
    return subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_server_and_the_checker_refuse_bad_data_with_the_same_lines(
    spoiled: Path, tmp_path: Path
) -> None:
    served = run(spoiled, tmp_path, "-c", "import wsgi")
    checked = run(spoiled, tmp_path, "-m", "flask", "--app", "wsgi", "dataset", "check")
    for done in (served, checked):
        assert done.returncode == 1
        assert done.stdout == ""
        assert "parties.yaml:1: id: Must be lower-case letters" in done.stderr
        assert "parties.yaml:1: name: Missing data for required field." in done.stderr
        assert "Traceback" not in done.stderr
    assert served.stderr == checked.stderr


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    done = run(DATA, tmp_path / "file", "-c", "import wsgi")
    assert done.returncode == 1
    assert done.stderr.startswith(
        "The store cannot be built, STORE_DIR must be a folder to write in"
    )


def test_somebodys_own_dataset_is_served(tmp_path: Path) -> None:
    code = "import wsgi; print(wsgi.app.test_client().get('/v1/').json['data']['title'])"
    assert run(DATA, tmp_path, "-c", code).stdout == "Talks over the strait\n"


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        (["stats", "truce"], "| Issue | Party | Winter | Spring |\n| --- | --- | --: | --: |\n| Truce | North | · | 1 |\n"),
        (["links"], "200 on 2020-04-02\tgazette-first-round\thttps://example.org/first-round\n"),
        (["sample", "--seed", "3", "--share", "0.1"], "- id: unit-1\n  party: north\n  source: gazette-first-round\n  locator: paragraph 2\n- id: unit-2\n  party: south\n  source: gazette-first-round\n  locator: paragraph 3\n"),
        (["reliability"], "provision: alpha 0.000 (experimental), 66.7% of 3 units alike\nstance: alpha 0.615 (experimental), 66.7% of 3 units alike\nattribution: alpha 0.545 (experimental), 66.7% of 3 units alike\nsaid_on: alpha 0.400 (experimental), 50.0% of 2 units alike\n"),
    ],
)  # fmt: skip
def test_what_a_command_prints(runner: FlaskCliRunner, command: list[str], expected: str) -> None:
    result = runner.invoke(args=["dataset", *command])
    assert (result.exit_code, result.output) == (0, expected)


def test_stats_names_the_nearest_issue(runner: FlaskCliRunner) -> None:
    result = runner.invoke(args=["dataset", "stats", "straight"])
    assert result.exit_code == 2
    assert "There is no issue 'straight'; did you mean 'strait'?" in result.output


def test_reliability_is_written_where_it_belongs(tmp_path: Path) -> None:
    copy = Path(shutil.copytree(DATA, tmp_path / "data"))
    path = copy / "reliability" / "reliability.yaml"
    before = path.read_text(encoding="utf-8")
    path.write_text(before.replace("alpha: 0.615", "alpha: 0.9"), encoding="utf-8")
    done = run(copy, tmp_path, "-m", "flask", "--app", "wsgi", "dataset", "reliability", "--write")
    assert done.returncode == 0
    head = "# yaml-language-server: $schema=../../schemas/json/reliability.schema.json\n"
    assert path.read_text(encoding="utf-8") == head + before


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        ("codings.yaml", "Nothing was coded twice yet: reliability/codings.yaml holds no unit.\n"),
        ("reliability.yaml", "reliability/reliability.yaml is missing: it says how the sample was drawn.\n"),
    ],
)  # fmt: skip
def test_nothing_is_measured_without_data(tmp_path: Path, file: str, expected: str) -> None:
    copy = Path(shutil.copytree(DATA, tmp_path / "data"))
    (copy / "reliability" / file).unlink()
    done = run(copy, tmp_path, "-m", "flask", "--app", "wsgi", "dataset", "reliability", "--write")
    assert (done.returncode, done.stderr) == (1, expected)


def test_a_release_is_made_and_not_made_twice(tmp_path: Path) -> None:
    copy = Path(shutil.copytree(DATA, tmp_path / "data"))
    command = ["-m", "flask", "--app", "wsgi", "dataset", "release", "--notes"]
    first, again = (
        run(copy, tmp_path, *command, "The first."),
        run(copy, tmp_path, *command, "Again."),
    )
    assert first.stdout.startswith("Froze 1.0.0: 5 positions, SHA-256 ")
    assert (again.returncode, again.stderr) == (1, "Nothing changed since 1.0.0.\n")


def test_a_release_is_refused_while_something_is_gone_for_no_reason(tmp_path: Path) -> None:
    copy = Path(shutil.copytree(DATA, tmp_path / "data"))
    freeze(copy, "The first.", date(2020, 4, 1))
    replace(copy / "speakers.yaml", "jose-munoz", "jose")
    replace(copy / "positions/south/strait.yaml", "jose-munoz", "jose")
    command = ["-m", "flask", "--app", "wsgi", "dataset"]
    told = f"{copy}/errata.yaml:1: file: has no erratum of kind speakers that says why 'jose-munoz'"
    refused = run(copy, tmp_path, *command, "release", "--notes", "Another.")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr.startswith(told)
    checked = run(copy, tmp_path, *command, "check")
    assert (checked.returncode, checked.stderr) == (0, "")
    assert checked.stdout.startswith(f"warning: {told}")


@pytest.mark.parametrize("notes", ["", "a\nb", "x" * 4001])
def test_notes_are_one_paragraph(runner: FlaskCliRunner, notes: str) -> None:
    result = runner.invoke(args=["dataset", "release", "--notes", notes])
    assert result.exit_code == 2
    assert "Invalid value for '--notes'" in result.output


def test_what_changed_is_printed(tmp_path: Path) -> None:
    data = Path(shutil.copytree(DATA, tmp_path / "data"))
    runner = create_app({"DATA_DIR": data, "STORE_DIR": tmp_path}).test_cli_runner()
    done = runner.invoke(args=["dataset", "diff"])
    assert done.exit_code == 1
    assert done.output == "Nothing was released yet, so that there is nothing to compare with.\n"
    assert runner.invoke(args=["dataset", "release", "--notes", "The first."]).exit_code == 0
    assert (
        runner.invoke(args=["dataset", "diff"]).output
        == "# What changed from 1.0.0 to draft\n\nNothing changed.\n"
    )
    path = data / "positions" / "south" / "strait.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("stance: demands", "stance: requests", 1), encoding="utf-8")
    assert "  - stance: demands → requests\n" in runner.invoke(args=["dataset", "diff"]).output


def test_a_store_is_built_from_lines_and_served(runner: FlaskCliRunner, tmp_path: Path) -> None:
    folder = write_lines(tmp_path / "lines")
    result = runner.invoke(args=["dataset", "build-ndjson", str(folder)])
    assert result.exit_code == 0
    path = result.output.splitlines()[-1]
    code = "import wsgi; print(wsgi.app.test_client().get('/v1/').json['data']['title'])"
    done = run(tmp_path / "nowhere", tmp_path / "store", "-c", code, STORE=path)
    assert (done.stdout, done.stderr) == ("Talks over the strait\n", "")


def test_a_store_that_is_not_there_is_named(tmp_path: Path) -> None:
    done = run(DATA, tmp_path, "-c", "import wsgi", STORE=str(tmp_path / "none.sqlite"))
    assert (done.returncode, done.stderr) == (
        1,
        f"STORE names no file that ends in .sqlite: {tmp_path}/none.sqlite.\n",
    )


def test_mistakes_in_lines_are_told(runner: FlaskCliRunner, tmp_path: Path) -> None:
    result = runner.invoke(args=["dataset", "build-ndjson", str(tmp_path / "none")])
    assert result.exit_code == 1
    assert result.output.endswith(f"{tmp_path}/none:1: file: is not a folder.\n")
