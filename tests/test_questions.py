"""A position is asked for member by member, and written once it is right."""

import shutil
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner

from api import create_app
from api.dataset.loading import load
from tests.conftest import DATA
from tests.edits import RENAMED, rename

ANSWERS = {
    "party": ["nort", "north"],
    "provision": ["winter-truce"],
    "stance": ["reject", "rejects"],
    "summary": ["x" * 241, "Refuses a truce."],
    "conditions": ["Not before spring.", ""],
    "speaker": [""],
    "said_on": ["yesterday", "../2020-03-20"],
    "date_basis": ["inferred"],
    "date_note": ["Known by the article."],
    "attribution": ["", "reported"],
    "event": [""],
    "supersedes": [""],
    "change": [""],
    "source": ["gazette-second-round"],
    "locator": ["paragraph 6"],
    "quote": [""],
    "quote_language": [""],
    "text_source": [""],
    "more": ["n"],
    "note": [""],
    "id": [""],
}
WRITTEN = """\
- id: north-winter-truce-by-2020-03-20
  party: north
  provision: winter-truce
  stance: rejects
  summary: Refuses a truce.
  conditions:
    - Not before spring.
  said_on: ../2020-03-20
  date_basis: inferred
  date_note: Known by the article.
  attribution: reported
  citations:
    - source: gazette-second-round
      locator: paragraph 6
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return Path(shutil.copytree(DATA, tmp_path / "data"))


@pytest.fixture
def curator(data: Path, tmp_path: Path) -> FlaskCliRunner:
    app: Flask = create_app({"DATA_DIR": data, "STORE_DIR": tmp_path / "store"})
    return app.test_cli_runner()


def typed(*more: str, **changes: list[str]) -> str:
    lines = [line for answers in (ANSWERS | changes).values() for line in answers]
    return "\n".join([*lines, *more]) + "\n"


def test_what_is_typed_is_written_at_its_place(curator: FlaskCliRunner, data: Path) -> None:
    path = data / "positions" / "north" / "truce.yaml"
    before = path.read_text(encoding="utf-8")
    result = curator.invoke(args=["dataset", "new", "position"], input=typed())
    assert result.exit_code == 0, result.output
    assert path.read_text(encoding="utf-8") == before + WRITTEN
    for told in (
        "There is no party 'nort'; did you mean 'north'?",
        "There is no stance in the codebook 'reject'; did you mean 'rejects'?",
        "Has 241 characters; at most 240 are allowed.",
        "'yesterday' is not a date",
        "This is needed.",
        "[north, south, league]",
    ):
        assert told in result.output
    assert "north-winter-truce-by-2020-03-20" in load(data).of("positions")


def test_a_new_record_has_had_no_other_id(curator: FlaskCliRunner) -> None:
    result = curator.invoke(args=["dataset", "new", "position"], input=typed())
    assert result.exit_code == 0, result.output
    assert "aliases" not in result.output


def test_an_old_id_is_answered_with_the_new_one(data: Path, tmp_path: Path) -> None:
    rename(data, "events", *RENAMED["events"])
    app = create_app({"DATA_DIR": data, "STORE_DIR": tmp_path / "store"})
    answers = typed(event=["first-round", ""])
    result = app.test_cli_runner().invoke(args=["dataset", "new", "position"], input=answers)
    assert result.exit_code == 0, result.output
    assert "'first-round' is now called 'opening-round'." in result.output


def test_what_is_wrong_as_a_whole_is_asked_again(curator: FlaskCliRunner, data: Path) -> None:
    wrong = typed("speaker", "ada-lind", speaker=["jose-munoz"], attribution=["reported"])
    result = curator.invoke(args=["dataset", "new", "position"], input=wrong)
    assert result.exit_code == 0, result.output
    assert "speaker: Speaks for 'south', not for 'north'." in result.output
    position = load(data).data("positions", "north-winter-truce-by-2020-03-20")
    assert position["speaker"] == "ada-lind"


def test_nothing_is_written_if_the_curator_stops(curator: FlaskCliRunner, data: Path) -> None:
    path = data / "positions" / "north" / "truce.yaml"
    before = path.read_text(encoding="utf-8")
    result = curator.invoke(args=["dataset", "new", "position"], input="north\nwinter-truce\n")
    assert result.exit_code == 1
    assert path.read_text(encoding="utf-8") == before


def test_an_id_that_is_taken_is_not_suggested(curator: FlaskCliRunner, data: Path) -> None:
    for _ in range(2):
        result = curator.invoke(args=["dataset", "new", "position"], input=typed())
        assert result.exit_code == 0, result.output
    assert "north-winter-truce-by-2020-03-20-2" in load(data).of("positions")


def test_the_last_day_of_an_interval_is_suggested(curator: FlaskCliRunner, data: Path) -> None:
    answers = typed(said_on=["2020-03-11/2020-03-13"])
    result = curator.invoke(args=["dataset", "new", "position"], input=answers)
    assert result.exit_code == 0, result.output
    assert "north-winter-truce-2020-03-13" in load(data).of("positions")


def test_a_file_that_cannot_be_appended_to_is_named(curator: FlaskCliRunner, data: Path) -> None:
    (data / "positions" / "north" / "truce.yaml").write_text("[]", encoding="utf-8")
    (data / "reliability" / "codings.yaml").unlink()
    result = curator.invoke(args=["dataset", "new", "position"], input=typed())
    assert result.exit_code == 1
    assert "truce.yaml:1: file: cannot be appended to" in result.output
