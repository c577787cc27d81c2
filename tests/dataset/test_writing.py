from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
