"""What was released is not gone without a reason."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from api.dataset.errata import reasons, removed, renamed
from api.dataset.freezing import freeze
from api.dataset.frozen import latest
from api.dataset.loading import load
from api.dataset.mistakes import DatasetError
from api.dataset.records import Dataset
from api.dataset.warnings import warnings
from schemas.base import LASTING
from tests.edits import RENAMED, rename, replace

DAY = date(2020, 4, 1)
TRUCE = ("positions", "north-winter-truce")
GONE = (
    "errata.yaml:1: file: has no erratum of kind positions that says why 'north-winter-truce' of the"
    " latest release is gone; if it was renamed, name it among the aliases of the record that it is"
    " now."
)


@pytest.fixture
def released(copy: Path) -> Path:
    """The copy, with its first release."""
    freeze(copy, "The first.", DAY)
    return copy


def states(data: Path) -> tuple[Dataset, Dataset]:
    """Return what the latest release holds, and what the files hold."""
    after = load(data)
    return latest(data, after)[1], after


def remove_truce(data: Path) -> None:
    """Remove a position, and the unit that was coded of it."""
    (data / "positions" / "north" / "truce.yaml").unlink()
    codings = data / "reliability" / "codings.yaml"
    text = codings.read_text(encoding="utf-8")
    codings.write_text(text[: text.index("- id: unit-3")], encoding="utf-8")


def tell(data: Path, id: str, kind: str, record: str, reason: str = "Nobody said it.") -> None:
    """Add an erratum."""
    text = f"- id: {id}\n  kind: {kind}\n  record: {record}\n  reason: {reason}\n"
    with (data / "errata.yaml").open("a", encoding="utf-8") as file:
        file.write(text)


def refused(data: Path) -> list[str]:
    """Return why a release is refused; nothing of it is written, and a check warns of the same."""
    before = sorted(data.rglob("*"))
    with pytest.raises(DatasetError) as caught:
        freeze(data, "Another.", DAY)
    assert sorted(data.rglob("*")) == before
    told = [str(mistake).replace(f"{data}/", "") for mistake in caught.value.mistakes]
    warned = [str(one).replace(f"{data}/", "") for one in warnings(data, load(data), DAY)]
    assert set(told) <= set(warned)
    return told


def test_what_is_gone_needs_a_reason(released: Path) -> None:
    remove_truce(released)
    assert refused(released) == [GONE]
    assert removed(*states(released)) == [TRUCE]
    assert reasons(*states(released)) == {}


def test_all_that_is_gone_is_named(released: Path) -> None:
    remove_truce(released)
    text = (released / "issues.yaml").read_text(encoding="utf-8")
    (released / "issues.yaml").write_text(text[: text.index("- id: truce")], encoding="utf-8")
    replace(released / "coverage.yaml", "issues: [strait, truce]", "issues: [strait]")
    found = [
        re.findall(r"of kind (\w+) that says why '([\w-]+)'", line)[0] for line in refused(released)
    ]
    assert sorted(found) == [("issues", "truce"), TRUCE, ("provisions", "winter-truce")]


def test_a_reason_lets_it_go(released: Path) -> None:
    remove_truce(released)
    tell(released, "no-truce", *TRUCE)
    assert reasons(*states(released)) == {TRUCE: "Nobody said it."}
    assert freeze(released, "A position less.", DAY)["id"] == "2.0.0"
    assert removed(*states(released)) == []
    assert [one for one in warnings(released, load(released), DAY) if "errat" in str(one)] == []


@pytest.mark.parametrize(
    ("kind", "record"), [("events", "north-winter-truce"), ("positions", "south-open-strait")]
)
def test_a_reason_for_another_record_is_none(released: Path, kind: str, record: str) -> None:
    remove_truce(released)
    tell(released, "no-truce", kind, record)
    assert GONE in refused(released)


def test_an_old_reason_does_not_serve_twice(released: Path) -> None:
    tell(released, "wrong-day", *TRUCE, "The day was wrong.")
    assert freeze(released, "A correction.", DAY)["id"] == "1.1.0"
    remove_truce(released)
    assert refused(released) == [GONE]
    tell(released, "no-truce", *TRUCE)
    assert reasons(*states(released)) == {TRUCE: "Nobody said it."}
    assert freeze(released, "A position less.", DAY)["id"] == "2.0.0"


def test_reasons_of_several_releases_come_in_order(copy: Path) -> None:
    before = load(copy)
    tell(copy, "wrong-day", *TRUCE, "The day was wrong.")
    tell(copy, "no-truce", *TRUCE)
    assert reasons(before, load(copy)) == {TRUCE: "The day was wrong. Nobody said it."}


def test_errata_are_kept(released: Path) -> None:
    remove_truce(released)
    tell(released, "unsaid", *TRUCE)
    freeze(released, "One less.", DAY)
    (released / "errata.yaml").unlink()
    assert refused(released) == [
        "errata.yaml:1: file: lacks the erratum 'unsaid' of the latest release; errata are kept for good."
    ]


@pytest.mark.parametrize("kind", LASTING)
def test_what_was_renamed_is_not_removed(released: Path, kind: str) -> None:
    old, new = RENAMED[kind]
    rename(released, kind, old, new)
    assert renamed(*states(released)) == {(kind, old): new}
    assert removed(*states(released)) == []
    assert freeze(released, "Another name.", DAY)["id"] == "2.0.0"
    assert renamed(*states(released)) == {}


def test_what_is_renamed_without_an_alias_is_gone(released: Path) -> None:
    rename(released, "parties", "league", "alliance")
    replace(released / "parties.yaml", "  aliases: [league]\n", "")
    assert removed(*states(released)) == [("parties", "league")]
    assert "of kind parties that says why 'league'" in refused(released)[0]


ALLIANCE = "- id: alliance\n  aliases: [league]\n"
UNION = "- id: union\n  aliases: [alliance]\n"
LEAGUE = "- id: league\n  name: A new League\n  kind: coalition\n  role: observer\n"


@pytest.fixture
def allied(copy: Path) -> Path:
    """The copy, with a release in which the alliance was once the league."""
    rename(copy, "parties", "league", "alliance")
    freeze(copy, "The first.", DAY)
    return copy


@pytest.mark.parametrize(
    ("party", "id", "line"),
    [
        ("- id: alliance\n", "alliance", 10),
        ("- id: alliance\n  aliases: [union]\n", "alliance", 11),
        (UNION, "union", 11),
        (LEAGUE + "- id: alliance\n", "alliance", 14),
        (LEAGUE.replace("id: league", "id: club\n  aliases: [league]") + "- id: alliance\n", "alliance", 15),
    ],
)  # fmt: skip
def test_an_old_id_leads_to_its_record_for_good(
    allied: Path, party: str, id: str, line: int
) -> None:
    replace(allied / "parties.yaml", ALLIANCE, party)
    replace(allied / "parties.yaml", "member_of: [alliance]", f"member_of: [{id}]")
    told = "aliases: 'league' leads here in the latest release; keep it among the aliases."
    assert refused(allied) == [f"parties.yaml:{line}: {told}"]


def test_a_record_may_be_renamed_again(allied: Path) -> None:
    twice = UNION.replace("[alliance]", "[league, alliance]")
    replace(allied / "parties.yaml", ALLIANCE, twice)
    replace(allied / "parties.yaml", "member_of: [alliance]", "member_of: [union]")
    assert freeze(allied, "Another name.", DAY)["id"] == "2.0.0"


def test_an_old_id_goes_with_its_record(allied: Path) -> None:
    text = (allied / "parties.yaml").read_text(encoding="utf-8")
    left = text[: text.index("- id: alliance")].replace("  member_of: [alliance]\n", "")
    (allied / "parties.yaml").write_text(left, encoding="utf-8")
    tell(allied, "no-alliance", "parties", "alliance")
    assert freeze(allied, "A party less.", DAY)["id"] == "2.0.0"


@pytest.mark.parametrize(
    ("kind", "record", "reason"),
    [
        ("positions", "north-winter-truce-2", "There neither is nor was a position 'north-winter-truce-2'; did you mean 'north-winter-truce'?"),
        ("positions", "south", "There neither is nor was a position 'south'; there are north-open-strait-1, north-open-strait-2, north-winter-truce, south-joint-patrols, south-open-strait."),
        ("parties", "sauth", "There neither is nor was a party 'sauth'; did you mean 'south'?"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("first", [True, False])
def test_an_erratum_is_of_something(
    copy: Path, kind: str, record: str, reason: str, first: bool
) -> None:
    (copy / "releases").mkdir()
    if not first:
        freeze(copy, "The first.", DAY)
    tell(copy, "it", kind, record)
    assert refused(copy) == [f"errata.yaml:3: record: {reason}"]


def test_an_erratum_outlives_its_record(released: Path) -> None:
    remove_truce(released)
    tell(released, "no-truce", *TRUCE)
    freeze(released, "A position less.", DAY)
    replace(released / "errata.yaml", "Nobody said it.", "Nobody ever said it.")
    assert freeze(released, "Other words.", DAY)["id"] == "2.0.1"
    tell(released, "no-truce-at-all", *TRUCE, "It was asked for again.")
    assert freeze(released, "More words.", DAY)["id"] == "2.1.0"


def test_errata_are_frozen_after_all_that_was_before(released: Path) -> None:
    tell(released, "wrong-day", *TRUCE)
    card = freeze(released, "A correction.", DAY)
    one, two = (
        (released / "releases" / version / "records.jsonl").read_text(encoding="utf-8")
        for version in ("1.0.0", "1.1.0")
    )
    assert two.startswith(one)
    assert two[len(one) :].startswith(
        '{"kind":"errata","data":{"id":"wrong-day","kind":"positions"'
    )
    assert card["counts"][-1] == {"kind": "errata", "total": 1}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- {id: a, kind: position, record: south-open-strait, reason: Wrong.}", "errata.yaml:1: kind: There is no kind 'position'; did you mean 'positions'?"),
        ("- {id: a, kind: coverage, record: south, reason: Wrong.}", "errata.yaml:1: kind: There is no kind 'coverage'; there are events, issues, parties, positions, provisions, sources, speakers."),
        ("- {id: a, kind: positions, record: South, reason: Wrong.}", "errata.yaml:1: record: Must be lower-case letters, digits and single hyphens, such as 'kyiv-2'."),
        ("- {id: a, kind: positions, record: south-open-strait}", "errata.yaml:1: reason: Missing data for required field."),
        ("- {id: a, kind: parties, record: league, reason: Wrong.}", "errata.yaml:1: record: 'league' is now called 'alliance'."),
        ("id: a", "errata.yaml:1: file: must hold a list of records."),
    ],
)  # fmt: skip
def test_what_is_wrong_with_an_erratum_is_said(
    copy: Path, mistakes: Callable[[], list[str]], text: str, expected: str
) -> None:
    rename(copy, "parties", "league", "alliance")
    (copy / "errata.yaml").write_text(text, encoding="utf-8")
    assert mistakes() == [expected]
