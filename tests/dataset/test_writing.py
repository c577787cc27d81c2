from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.dataset.mistakes import DatasetError
from api.dataset.reading import read
from api.dataset.writing import appended, put, render, rewrite, try_out

TEXT = st.text(st.characters(blacklist_categories=("Cs", "Cc", "Zl", "Zp")), min_size=1).filter(
    lambda text: text == text.strip() and text not in ("~", "null") and "\ufeff" not in text
)
RECORDS = st.lists(
    st.dictionaries(st.sampled_from("abc"), st.one_of(TEXT, st.lists(TEXT, min_size=1))), min_size=1
)


@given(RECORDS)
def test_what_is_written_is_read_again(records: list[dict[str, Any]]) -> None:
    assert read(render(records).encode())[0] == records


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        ({"said_on": "2025-03-13"}, "- said_on: 2025-03-13\n"),
        ({"since": "2012"}, "- since: '2012'\n"),
        ({"id": "1e3"}, "- id: '1e3'\n"),
        ({"id": "0o14"}, "- id: '0o14'\n"),
        ({"id": "no"}, "- id: 'no'\n"),
        ({"speaker": None, "conditions": [], "id": "a"}, "- id: a\n"),
        ({"supersedes": ["a", "b"]}, "- supersedes:\n    - a\n    - b\n"),
        ({"note": "word " * 30 + "end"}, "- note: >-\n    " + "word " * 23 + "word\n    " + "word " * 6 + "end\n"),
    ],
)  # fmt: skip
def test_the_form_is_that_of_the_curators(record: dict[str, Any], expected: str) -> None:
    assert render([record]) == expected


def test_a_record_goes_to_the_end_of_its_file(copy: Path) -> None:
    name = "positions/north/truce.yaml"
    before = (copy / name).read_text(encoding="utf-8")
    path, text = appended(copy, "positions", name, {"id": "a"})
    assert path == copy / name
    assert text == f"{before}- id: a\n"


def test_a_new_file_names_its_schema(copy: Path) -> None:
    _, text = appended(copy, "positions", "positions/league/truce.yaml", {"id": "a"})
    schema = "../../../schemas/json/positions.schema.json"
    assert text == f"# yaml-language-server: $schema={schema}\n- id: a\n"


@pytest.mark.parametrize("before", ["[]", "  - id: a\n", "- id: a\n...\n", "{", "a: 1\n"])
def test_a_file_of_another_form_is_named(copy: Path, before: str) -> None:
    name = "positions/north/truce.yaml"
    (copy / name).write_text(before, encoding="utf-8")
    with pytest.raises(DatasetError, match=r"truce\.yaml:1: file: cannot be appended to"):
        appended(copy, "positions", name, {"id": "a"})


def test_what_is_hidden_is_not_tried(copy: Path) -> None:
    (copy / ".#parties.yaml").symlink_to("nowhere")
    path = copy / "parties.yaml"
    assert try_out(copy, path, path.read_text(encoding="utf-8")) == []


def test_a_mistake_of_a_trial_names_the_dataset(copy: Path) -> None:
    path = copy / "parties.yaml"
    text = path.read_text(encoding="utf-8")
    (mistake,) = try_out(copy, path, text + text.split("- id: south")[0])
    assert str(mistake).startswith(f"{path}:")
    assert f"is taken by {path}:1." in mistake.reason


def test_what_would_not_be_right_is_not_written(copy: Path) -> None:
    before = (copy / "links.yaml").read_text(encoding="utf-8")
    with pytest.raises(DatasetError, match="There is no source"):
        rewrite(copy, "links", [{"id": "nobody", "checked_on": "2020-05-01"}])
    assert (copy / "links.yaml").read_text(encoding="utf-8") == before


def test_a_trial_leaves_the_files_alone(copy: Path) -> None:
    path = copy / "parties.yaml"
    before = path.read_text(encoding="utf-8")
    mistakes = try_out(copy, path, "- id: north\n")
    assert "name: Missing data for required field." in "\n".join(map(str, mistakes))
    assert path.read_text(encoding="utf-8") == before
    assert try_out(copy, path, before) == []


def test_a_file_that_cannot_be_written_is_left_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "file.yaml"
    put(path, "old")
    with pytest.raises(UnicodeEncodeError):
        put(path, "new \ud800")
    assert path.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_the_only_file_of_a_kind_is_written_anew(copy: Path) -> None:
    rewrite(copy, "links", [{"id": "gazette-first-round", "checked_on": "2020-05-01"}])
    head = "# yaml-language-server: $schema=../schemas/json/links.schema.json\n"
    expected = f"{head}- id: gazette-first-round\n  checked_on: 2020-05-01\n"
    assert (copy / "links.yaml").read_text(encoding="utf-8") == expected
