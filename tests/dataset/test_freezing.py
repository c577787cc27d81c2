"""A release is numbered by what changed, written all or nothing, and never edited."""

import os
import re
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest

from api import ROOT
from api.dataset import freezing
from api.dataset.freezing import NothingChanged, data_of, freeze
from api.dataset.frozen import RECORDS, in_order, read_all, thaw
from api.dataset.loading import load
from api.dataset.mistakes import DatasetError
from schemas.base import LASTING
from tests.edits import RENAMED, rename

DAY = date(2020, 4, 1)
NORTH, SOUTH = "positions/north/strait.yaml", "positions/south/strait.yaml"
NEW = """
- id: north-joint-patrols
  party: north
  provision: joint-patrols
  stance: rejects
  summary: Refuses joint patrols.
  said_on: 2020-01-12
  date_basis: printed
  attribution: reported
  citations:
    - source: gazette-first-round
      locator: paragraph 3
"""

Edit = tuple[str, str, str]


@pytest.fixture
def release(copy: Path) -> Callable[..., str]:
    """Edit the copy, release it, and return the number."""

    def make(*edits: Edit) -> str:
        for file, old, new in edits:
            text = (copy / file).read_text(encoding="utf-8")
            assert old in text
            (copy / file).write_text(text.replace(old, new, 1), encoding="utf-8")
        return str(freeze(copy, "Notes.", DAY)["id"])

    return make


@pytest.mark.parametrize(
    ("edits", "version"),
    [
        ([(NORTH, "Refuses to open the strait.", "Will not open the strait.")], "1.0.1"),
        ([(NORTH, "locator: paragraph 1\n", "locator: paragraphs 1, 2\n")], "1.0.1"),
        ([("parties.yaml", "name: South", "name: The South")], "1.0.1"),
        ([(NORTH, "- id: north-open-strait-1", NEW + "- id: north-open-strait-1")], "1.1.0"),
        ([(NORTH, "- id: north-open-strait-1", NEW + "- id: north-open-strait-1"), (NORTH, "Refuses to", "Will not")], "1.1.0"),
        ([("issues.yaml", "- id: truce", """    - id: toll
      question: Do ships pay?
- id: truce""")], "1.1.0"),
        ([("issues.yaml", "Do both sides patrol", "Do the two sides patrol")], "1.0.1"),
        ([(SOUTH, "stance: demands", "stance: requests")], "2.0.0"),
        ([(SOUTH, "said_on: 2020-01-15", "said_on: 2020-01-16")], "2.0.0"),
        ([(NORTH, "    - Café owners on the shore are paid.\n", "")], "2.0.0"),
        ([(NORTH, "source: blog-second-round", "source: gazette-second-round")], "2.0.0"),
        ([("reliability/codings.yaml", "stance: rejects", "stance: demands")], "2.0.0"),
    ],
)  # fmt: skip
def test_the_number_follows_from_what_changed(
    release: Callable[..., str], edits: list[Edit], version: str
) -> None:
    assert release() == "1.0.0"
    assert release(*edits) == version


def test_a_removed_record_makes_a_major_release(release: Callable[..., str], copy: Path) -> None:
    release()
    (copy / "reliability" / "codings.yaml").unlink()
    assert release() == "2.0.0"


@pytest.mark.parametrize("file", ["links.yaml", None])
def test_nothing_changed(release: Callable[..., str], copy: Path, file: str | None) -> None:
    release()
    if file:
        (copy / file).unlink()
    with pytest.raises(NothingChanged, match=r"Nothing changed since 1\.0\.0\."):
        release()


def test_numbers_count_on(release: Callable[..., str]) -> None:
    release()
    words = ["Refuses to open the strait."] + [f"Words {number}." for number in range(11)]
    found = [release((NORTH, old, new)) for old, new in zip(words, words[1:], strict=False)]
    assert found[-2:] == ["1.0.10", "1.0.11"]


def test_what_was_frozen_is_what_there_was(release: Callable[..., str], copy: Path) -> None:
    before = data_of(load(copy))
    release()
    release((SOUTH, "stance: demands", "stance: requests"))
    dataset = load(copy)
    assert [card["id"] for card in in_order(dataset)] == ["1.0.0", "2.0.0"]
    first, second = (past for _, past in read_all(copy, dataset))
    assert data_of(first) == before
    assert data_of(second) == data_of(dataset)


def test_the_card_counts_and_chains(release: Callable[..., str], copy: Path) -> None:
    release()
    release((SOUTH, "stance: demands", "stance: requests"))
    one, two = in_order(load(copy))
    assert {"kind": "positions", "total": 5} in one["counts"]
    assert (one["previous"], one["released_on"], one["notes"]) == (None, "2020-04-01", "Notes.")
    assert (two["previous"], two["previous_sha256"]) == ("1.0.0", one["sha256"])
    assert (copy / "releases/1.0.0/records.jsonl").stat().st_size == one["size"]


def test_two_at_once_make_one_release_after_the_other(copy: Path) -> None:
    def release() -> str:
        try:
            return str(freeze(copy, "Notes.", DAY)["id"])
        except NothingChanged:
            return "nothing"

    with ThreadPoolExecutor(2) as pool:
        found = sorted(one.result() for one in [pool.submit(release), pool.submit(release)])
    assert found == ["1.0.0", "nothing"]
    assert load(copy)


def test_a_member_that_came_later_has_its_default() -> None:
    past = thaw(
        '{"kind":"parties","data":{"id":"a","name":"A","kind":"state","role":"observer"}}\n'
    )
    assert past.data("parties", "a")["member_of"] == []
    assert past.data("parties", "a")["note"] is None
    assert past.data("parties", "a")["aliases"] == []


def test_a_member_that_came_later_has_its_default_within_another() -> None:
    past = thaw(
        '{"kind":"issues","data":{"id":"a","name":"A","definition":"A.",'
        '"provisions":[{"id":"b","question":"B?"}]}}\n'
    )
    provision = {"id": "b", "question": "B?", "note": None, "aliases": []}
    assert past.data("issues", "a")["provisions"] == [provision]


def test_the_first_release_of_the_curated_data_has_no_aliases() -> None:
    text = (ROOT / "data" / "releases" / "1.0.0" / RECORDS).read_text(encoding="utf-8")
    assert '"aliases"' not in text
    past = thaw(text)
    assert [one for kind in LASTING for one in past.of(kind).values() if one.data["aliases"]] == []


@pytest.mark.parametrize("kind", LASTING)
def test_a_renamed_record_makes_a_major_release(
    release: Callable[..., str], copy: Path, kind: str
) -> None:
    release()
    rename(copy, kind, *RENAMED[kind])
    assert release() == "2.0.0"


def test_a_line_break_of_other_kinds_breaks_no_line(
    release: Callable[..., str], copy: Path
) -> None:
    text = (copy / "codebook.yaml").read_text(encoding="utf-8")
    named = text.replace(
        "  - id: extent\n",
        '  - id: "a\u2028b"\n    label: A\n    definition: A.\n    values: [{id: a, label: a, definition: A.}]\n  - id: extent\n',
    )
    (copy / "codebook.yaml").write_text(named, encoding="utf-8")
    release()
    assert [past.of("parties").keys() for _, past in read_all(copy, load(copy))]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("\nsha256:", "\nsha265:", "sha265: There is no member 'sha265'"),
        ("previous: 1.0.0", "previous: first", "previous: Must be three numbers such as '1.2.0'."),
    ],
)
def test_a_mistyped_card_is_named(
    copy: Path, release: Callable[..., str], old: str, new: str, expected: str
) -> None:
    release()
    release((SOUTH, "stance: demands", "stance: requests"))
    card = copy / "releases" / "2.0.0" / "release.yaml"
    card.write_text(card.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DatasetError, match=re.escape(expected)):
        load(copy)


def test_a_release_can_be_read_by_all(release: Callable[..., str], copy: Path) -> None:
    release()
    assert (copy / "releases" / "1.0.0").stat().st_mode & 0o777 == 0o755


@pytest.mark.parametrize("step", ["put", "render", "rename"])
def test_a_crash_leaves_the_dataset_as_it_was(
    copy: Path, release: Callable[..., str], monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    release()
    before = sorted(path.relative_to(copy) for path in copy.rglob("*"))

    def crash(*args: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(os if step == "rename" else freezing, step, crash)
        with pytest.raises(KeyboardInterrupt):
            release((SOUTH, "stance: demands", "stance: requests"))
    assert sorted(path.relative_to(copy) for path in copy.rglob("*")) == before
    assert load(copy)


RESTORE = "Restore it from version control; a frozen file is never edited."


@pytest.mark.parametrize(
    ("touch", "expected"),
    [
        (lambda folder: (folder / "1.0.0/records.jsonl").write_text("{}"), [f"releases/1.0.0/records.jsonl:1: file: has another hash than its release. {RESTORE}"]),
        (lambda folder: (folder / "1.0.0/records.jsonl").unlink(), [f"releases/1.0.0/records.jsonl:1: file: is missing. {RESTORE}"]),
        (lambda folder: (folder / "1.0.0/release.yaml").unlink(), [
            f"releases/1.0.0/release.yaml:1: file: is missing. {RESTORE}",
            "releases/2.0.0/release.yaml:6: previous: Follows '1.0.0' by its card, but the one before is none. Restore what is missing or was changed.",
        ]),
        (lambda folder: shutil.rmtree(folder / "1.0.0"), [
            "releases/2.0.0/release.yaml:6: previous: Follows '1.0.0' by its card, but the one before is none. Restore what is missing or was changed.",
        ]),
        (lambda folder: shutil.copytree(folder / "2.0.0", folder / "3.0.0"), [
            "releases/3.0.0/release.yaml:2: id: '2.0.0' is taken by releases/2.0.0/release.yaml:1.",
        ]),
        (lambda folder: (folder / "2.0.0").rename(folder / "3.0.0"), ["releases/3.0.0/release.yaml:2: id: Must be '3.0.0', the name of the folder."]),
        (lambda folder: (folder / "1.0.0/releases.yaml").write_text("x"), ["releases/1.0.0/releases.yaml:1: file: is not a place of the dataset; did you mean 'releases/<id>/release.yaml'?"]),
        (lambda folder: (folder / "1.0.0/release.yaml").write_text((folder / "1.0.0/release.yaml").read_text().replace("notes: Notes.", "notes: Other.")), [f"releases/1.0.0/release.yaml:1: file: is not as it was sealed. {RESTORE}"]),
    ],
)  # fmt: skip
def test_what_was_touched_is_named(
    copy: Path, release: Callable[..., str], touch: Callable[[Path], object], expected: list[str]
) -> None:
    release()
    release((SOUTH, "stance: demands", "stance: requests"))
    touch(copy / "releases")
    try:
        load(copy)
        found = []
    except DatasetError as error:
        found = [str(mistake).replace(f"{copy}/", "") for mistake in error.mistakes]
    assert found == expected
