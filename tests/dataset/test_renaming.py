"""An old id leads to one record for good, and nothing is named by it any more."""

from collections.abc import Callable
from pathlib import Path

import pytest

from api.dataset.loading import load
from schemas.base import LASTING
from schemas.kinds import SCHEMAS
from tests.edits import RENAMED, rename, replace

NORTH, SOUTH = "positions/north/strait.yaml", "positions/south/strait.yaml"


def test_the_kinds_with_ids_that_last_have_aliases() -> None:
    assert [kind for kind in SCHEMAS if "aliases" in SCHEMAS[kind].fields] == list(LASTING)
    assert list(RENAMED) == list(LASTING)


@pytest.mark.parametrize("kind", LASTING)
def test_aliases_come_last(kind: str) -> None:
    assert list(SCHEMAS[kind].fields)[-1] == "aliases"


@pytest.mark.parametrize("kind", LASTING)
def test_a_renamed_record_knows_its_old_id(copy: Path, kind: str) -> None:
    old, new = RENAMED[kind]
    rename(copy, kind, old, new)
    dataset = load(copy)
    assert dataset.data(kind, new)["aliases"] == [old]
    assert dataset.renamed[kind] == {old: new}


def test_who_is_not_renamed_has_no_alias(copy: Path) -> None:
    assert load(copy).data("parties", "north")["aliases"] == []


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        ("parties.yaml", "- id: south\n", "- id: south\n  aliases: [south]\n", ["parties.yaml:6: aliases.0: 'south' is what it is called now; name what it was called before."]),
        ("parties.yaml", "- id: south\n", "- id: south\n  aliases: [sud, north]\n", ["parties.yaml:6: aliases.1: 'north' is taken by parties.yaml:1."]),
        ("parties.yaml", "- id: south\n", "- id: south\n  aliases: [sud, sud]\n", ["parties.yaml:6: aliases.1: Holds 'sud' twice."]),
        ("parties.yaml", "role: belligerent\n", "role: belligerent\n  aliases: [league]\n", ["parties.yaml:5: aliases.0: 'league' is taken by parties.yaml:11."]),
        ("parties.yaml", "- id: south\n", "- id: south\n  aliases: [Sud]\n", ["parties.yaml:6: aliases.0: Must be lower-case letters, digits and single hyphens, such as 'kyiv-2'."]),
        ("issues.yaml", "    - id: joint-patrols\n", "    - id: joint-patrols\n      aliases: [open-strait]\n", ["issues.yaml:8: aliases.0: 'open-strait' is taken by issues.yaml:5."]),
        ("sources/blog-second-round.yaml", "id: blog-second-round\n", "id: blog-second-round\naliases: [gazette-first-round]\n", ["sources/blog-second-round.yaml:2: aliases.0: 'gazette-first-round' is taken by sources/gazette-first-round.yaml:1."]),
        (SOUTH, "- id: south-open-strait\n", "- id: south-open-strait\n  aliases: [north-winter-truce]\n", ["positions/south/strait.yaml:16: aliases.0: 'north-winter-truce' is taken by positions/north/truce.yaml:1."]),
        ("dataset.yaml", "id: dataset\n", "id: dataset\naliases: [data]\n", ["dataset.yaml:2: aliases: There is no member 'aliases'; there are covers, description, id, licence, licence_url, moments, quotes_note, title."]),
    ],
)  # fmt: skip
def test_an_alias_leads_to_one_record(
    copy: Path,
    mistakes: Callable[[], list[str]],
    file: str,
    old: str,
    new: str,
    expected: list[str],
) -> None:
    replace(copy / file, old, new)
    assert mistakes() == expected


def test_an_alias_may_be_what_another_kind_is_called(copy: Path) -> None:
    replace(
        copy / "issues.yaml",
        "- id: winter-truce\n",
        "- id: winter-truce\n      aliases: [strait]\n",
    )
    assert load(copy).renamed["provisions"] == {"strait": "winter-truce"}


def test_two_records_do_not_share_an_alias(copy: Path, mistakes: Callable[[], list[str]]) -> None:
    for id in ("open-strait", "winter-truce"):
        replace(copy / "issues.yaml", f"- id: {id}\n", f"- id: {id}\n      aliases: [passage]\n")
    told = "issues.yaml:16: aliases.0: 'passage' is an alias of 'open-strait' already."
    assert mistakes() == [told]


@pytest.mark.parametrize(
    ("kind", "file", "old", "new", "expected"),
    [
        ("parties", "parties.yaml", "member_of: [alliance]", "member_of: [league]", "parties.yaml:9: member_of.0: 'league' is now called 'alliance'."),
        ("speakers", NORTH, "speaker: ada-berg", "speaker: ada-lind", "positions/north/strait.yaml:6: speaker: 'ada-lind' is now called 'ada-berg'."),
        ("issues", "coverage.yaml", "armistice", "truce", "coverage.yaml:3: issues.1: 'truce' is now called 'armistice'."),
        ("provisions", "reliability/codings.yaml", "provision: truce-in-winter", "provision: winter-truce", "reliability/codings.yaml:20: first.provision: 'winter-truce' is now called 'truce-in-winter'."),
        ("events", NORTH, "event: opening-round", "event: first-round", "positions/north/strait.yaml:10: event: 'first-round' is now called 'opening-round'."),
        ("sources", "events.yaml", "gazette-of-march", "gazette-second-round", "events.yaml:13: sources.0: 'gazette-second-round' is now called 'gazette-of-march'."),
        ("positions", "reliability/codings.yaml", "south-free-passage", "south-open-strait", "reliability/codings.yaml:2: position: 'south-open-strait' is now called 'south-free-passage'."),
    ],
)  # fmt: skip
def test_nothing_is_named_by_an_old_id(
    copy: Path,
    mistakes: Callable[[], list[str]],
    kind: str,
    file: str,
    old: str,
    new: str,
    expected: str,
) -> None:
    rename(copy, kind, *RENAMED[kind])
    replace(copy / file, old, new)
    assert mistakes() == [expected]
