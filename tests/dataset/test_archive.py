from pathlib import Path

import pytest

from api.dataset.archive import verify
from api.dataset.loading import load
from tests.conftest import ARCHIVE, DATA

PLACE = "positions/north/strait.yaml"


def found(data: Path, archive: Path = ARCHIVE) -> list[str]:
    mistakes = verify(load(data), archive)
    return [str(mistake).replace(f"{data}/", "").replace(f"{archive}/", "") for mistake in mistakes]


def test_the_test_data_stand() -> None:
    assert found(DATA) == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("We will never open", "We shall never open", ["positions/north/strait.yaml:14: citations.0.quote: In 'north-open-strait-1': 'We shall never open the strait' does not stand in paragraph 2 of 'gazette-first-round'."]),
        ("      locator: paragraph 2\n      quote", "      quote", []),
        ("paragraph 2", "paragraphs 1, 2", []),
        ("paragraph 2", "paragraph 1", ["positions/north/strait.yaml:14: citations.0.quote: In 'north-open-strait-1': 'We will never open the strait' does not stand in paragraph 1 of 'gazette-first-round'."]),
        ("paragraph 2", "paragraph 4", ["positions/north/strait.yaml:13: citations.0.locator: In 'north-open-strait-1': there is no paragraph 4; the article has 3."]),
        ("paragraph 2", "paragraph 0", ["positions/north/strait.yaml:13: citations.0.locator: In 'north-open-strait-1': there is no paragraph 0; the article has 3."]),
        ("paragraph 2", "the lead", ["positions/north/strait.yaml:13: citations.0.locator: In 'north-open-strait-1': Write 'paragraph 4' or 'paragraphs 4, 7' of an archived text."]),
        ("We will never open the strait", "All rights reserved", ["positions/north/strait.yaml:14: citations.0.quote: In 'north-open-strait-1': 'All rights reserved' does not stand in paragraph 2 of 'gazette-first-round'."]),
    ],
)  # fmt: skip
def test_what_the_text_does_not_bear_out(
    copy: Path, old: str, new: str, expected: list[str]
) -> None:
    path = copy / PLACE
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert found(copy) == expected


def test_a_changed_text_is_named(tmp_path: Path) -> None:
    text = (ARCHIVE / "gazette.txt").read_bytes()
    (tmp_path / "gazette.txt").write_bytes(text + b"\n")
    one, other = sorted(found(DATA, tmp_path))
    assert one.startswith("gazette.txt:1: file: No source records this text; its SHA-256 is ")
    assert "gazette-first-round.yaml:10: text_sha256: No text in " in other
