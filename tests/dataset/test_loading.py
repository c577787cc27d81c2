"""Every mistake is named with its place; all mistakes of all files come at once."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from api import ROOT
from api.dataset.loading import load
from tests.conftest import DATA

Mistakes = Callable[[], list[str]]

NORTH = "positions/north/strait.yaml"
SOUTH = "positions/south/strait.yaml"
TRUCE = "positions/north/truce.yaml"


def test_the_test_data_have_no_mistake() -> None:
    assert list(load(DATA).of("positions")) == [
        "north-open-strait-1",
        "north-open-strait-2",
        "north-winter-truce",
        "south-joint-patrols",
        "south-open-strait",
    ]


def test_provisions_know_their_issue() -> None:
    assert load(DATA).data("provisions", "winter-truce")["issue"] == "truce"


def test_the_curated_data_have_no_mistake() -> None:
    assert len(load(ROOT / "data").of("positions")) >= 60


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        # members
        (NORTH, "  stance: rejects\n", "  stanse: rejects\n", [
            "positions/north/strait.yaml:1: stance: Missing data for required field.",
            "positions/north/strait.yaml:4: stanse: There is no member 'stanse'; did you mean 'stance'?",
        ]),
        (NORTH, "  stance: rejects\n", "", ["positions/north/strait.yaml:1: stance: Missing data for required field."]),
        (NORTH, "  summary: Refuses to open the strait.", "  summary: [x]", ["positions/north/strait.yaml:5: summary: Not a valid string."]),
        (NORTH, "id: north-open-strait-1", "id: North_1", [
            "positions/north/strait.yaml:1: id: Must be lower-case letters, digits and single hyphens, such as 'kyiv-2'.",
            "positions/north/strait.yaml:30: supersedes.0: There is no position 'north-open-strait-1'; did you mean 'north-open-strait-2'?",
        ]),
        (NORTH, "said_on: 2020-01-12", "said_on: 2020-01-32", ["positions/north/strait.yaml:7: said_on: There is no date '2020-01-32'."]),
        (NORTH, "said_on: 2020-01-12", "said_on: yesterday", ["positions/north/strait.yaml:7: said_on: 'yesterday' is not a date: write 2025, 2025-03, 2025-03-13, 2025-03-11/2025-03-13 or ../2025-03-14."]),
        (NORTH, "quote: We will never open the strait", "quote: " + "x" * 301, ["positions/north/strait.yaml:14: citations.0.quote: Has 301 characters; at most 300 are allowed."]),
        (SOUTH, "      locator: paragraph 2\n", "", ["positions/south/strait.yaml:24: citations.0.locator: A citation needs a locator or a quote."]),
        (SOUTH, "  citations:\n    - source: gazette-second-round\n      locator: paragraph 2\n", "", ["positions/south/strait.yaml:15: citations: Missing data for required field."]),
        (TRUCE, "  date_note: Told without a day in an article of 15 February 2020.\n", "", ["positions/north/truce.yaml:1: date_note: An inferred date needs a date_note."]),
        ("parties.yaml", "  name: South", "  name: ''", ["parties.yaml:6: name: Must be text without line breaks, control characters or space at its ends."]),
        # vocabularies and references
        (NORTH, "stance: rejects", "stance: reject", ["positions/north/strait.yaml:4: stance: There is no stance in the codebook 'reject'; did you mean 'rejects'?"]),
        (NORTH, "attribution: on_record_quote", "attribution: quote", ["positions/north/strait.yaml:9: attribution: There is no attribution in the codebook 'quote'; did you mean 'on_record_quote'?"]),
        ("speakers.yaml", "authority: spokesperson", "authority: spokesman", [
            "speakers.yaml:11: offices.0.authority: There is no authority in the codebook 'spokesman'; there are chief_negotiator, head_of_government, head_of_state, minister, other_official, spokesperson.",
        ]),
        (NORTH, "speaker: ada-lind\n  said_on: 2020-01-12", "speaker: ada-lynd\n  said_on: 2020-01-12", ["positions/north/strait.yaml:6: speaker: There is no speaker 'ada-lynd'; did you mean 'ada-lind'?"]),
        (NORTH, "- source: blog-second-round", "- source: blog", ["positions/north/strait.yaml:35: citations.1.source: There is no source 'blog'; did you mean 'blog-second-round'?"]),
        (SOUTH, "provision: joint-patrols", "provision: patrols", ["positions/south/strait.yaml:3: provision: There is no provision 'patrols'; did you mean 'joint-patrols'?"]),
        ("parties.yaml", "member_of: [league]", "member_of: [leage]", ["parties.yaml:9: member_of.0: There is no party 'leage'; did you mean 'league'?"]),
        ("coverage.yaml", "issues: [strait, truce]", "issues: [straits]", ["coverage.yaml:3: issues.0: There is no issue 'straits'; did you mean 'strait'?"]),
        ("events.yaml", "sources: [gazette-first-round]", "sources: [gazette]", ["events.yaml:7: sources.0: There is no source 'gazette'; there are blog-second-round, gazette-first-round, gazette-second-round."]),
        # duplicates
        (SOUTH, "id: south-open-strait", "id: south-joint-patrols", [
            "positions/south/strait.yaml:15: id: 'south-joint-patrols' is taken by positions/south/strait.yaml:1.",
            "reliability/codings.yaml:2: position: There is no position 'south-open-strait'; did you mean 'north-open-strait-2'?",
        ]),
        (NORTH, "id: north-open-strait-1", "id: north-winter-truce", [
            "positions/north/strait.yaml:30: supersedes.0: There is no position 'north-open-strait-1'; did you mean 'north-open-strait-2'?",
            "positions/north/truce.yaml:1: id: 'north-winter-truce' is taken by positions/north/strait.yaml:1.",
        ]),
        ("issues.yaml", "id: joint-patrols", "id: open-strait", [
            "issues.yaml:7: id: 'open-strait' is taken by issues.yaml:5.",
            "positions/south/strait.yaml:3: provision: There is no provision 'joint-patrols'; there are open-strait, winter-truce.",
        ]),
        (NORTH, "  stance: rejects\n", "  stance: rejects\n  stance: accepts\n", [
            "positions/north/strait.yaml:5: file: has the key 'stance' twice.",
        ]),
        ("codebook.yaml", "      - id: requests\n", "      - id: demands\n", [
            "codebook.yaml:14: vocabularies.0.values.1: Holds 'demands' twice.",
            "positions/south/strait.yaml:4: stance: There is no stance in the codebook 'requests'; did you mean 'questions'?",
        ]),
        ("codebook.yaml", "        direction: for\n        definition: Insists", "        definition: Insists", ["codebook.yaml:8: vocabularies.0.values.0: The stance 'demands' needs a direction."]),
        ("sources/gazette-second-round.yaml", "rendition: original", "rendition: reprint\nrendition_of: gazette-first-round", ["sources/blog-second-round.yaml:6: rendition_of: 'gazette-second-round' is itself a rendition; name its original."]),
        ("codebook.yaml", "  - id: change\n", "  - id: movement\n", [
            "codebook.yaml:3: vocabularies: Lacks the vocabulary 'change'.",
            "positions/north/strait.yaml:31: change: There is no change in the codebook 'softened'.",
        ]),
        # places
        (NORTH, "party: north\n  provision: open-strait\n  stance: rejects", "party: south\n  provision: open-strait\n  stance: rejects", [
            "positions/north/strait.yaml:2: party: Must be 'north', the name of the folder.",
            "positions/north/strait.yaml:6: speaker: Speaks for 'north', not for 'south'.",
            "positions/north/strait.yaml:30: supersedes.0: 'north-open-strait-1' is of another party.",
        ]),
        (TRUCE, "provision: winter-truce", "provision: open-strait", ["positions/north/truce.yaml:3: provision: Belongs to the issue 'strait': move the position to north/strait.yaml."]),
        ("sources/blog-second-round.yaml", "id: blog-second-round", "id: blog", [
            "positions/north/strait.yaml:35: citations.1.source: There is no source 'blog-second-round'; did you mean 'gazette-second-round'?",
            "sources/blog-second-round.yaml:1: id: Must equal the file's name, 'blog-second-round'.",
        ]),
        # sources and quotes
        ("sources/blog-second-round.yaml", "rendition_of: gazette-second-round\n", "", ["sources/blog-second-round.yaml:1: rendition_of: An original is no rendition_of another; every other rendition is."]),
        ("sources/blog-second-round.yaml", "rendition: rewrite", "rendition: original", ["sources/blog-second-round.yaml:6: rendition_of: An original is no rendition_of another; every other rendition is."]),
        ("sources/blog-second-round.yaml", "rendition_of: gazette-second-round", "rendition_of: blog-second-round", ["sources/blog-second-round.yaml:6: rendition_of: A source is not a rendition of itself."]),
        ("sources/blog-second-round.yaml", "note: Put", "text_lines: 1-2\nnote: Put", ["sources/blog-second-round.yaml:7: text_lines: Lines need the text_sha256 of their text."]),
        (NORTH, "- source: blog-second-round\n      locator: paragraph 3", "- source: blog-second-round\n      quote: Yes.\n      quote_language: en\n      text_source: original", ["positions/north/strait.yaml:36: citations.1.quote: A rewritten or back-translated wording is not a quote."]),
        (NORTH, "text_source: original", "text_source: back_translation", ["positions/north/strait.yaml:14: citations.0.quote: A rewritten or back-translated wording is not a quote."]),
        ("sources/blog-second-round.yaml", "extent: whole\ngrade: c\n", "extent: unread\n", ["positions/north/strait.yaml:35: citations.1.source: 'blog-second-round' was not read; cite the rendition that was."]),
        ("sources/blog-second-round.yaml", "grade: c\n", "", ["sources/blog-second-round.yaml:1: grade: What was read has a grade, what was not has none."]),
        ("sources/blog-second-round.yaml", "extent: whole", "extent: unread", ["positions/north/strait.yaml:35: citations.1.source: 'blog-second-round' was not read; cite the rendition that was.", "sources/blog-second-round.yaml:9: grade: What was read has a grade, what was not has none."]),
        ("sources/gazette-first-round.yaml", "published_on: 2020-01-12", "published_on: 2020-01-11", ["positions/north/strait.yaml:12: citations.0.source: 'gazette-first-round' was published before this was said, on 2020-01-11."]),
        # moments and searches
        ("dataset.yaml", "id: spring, label", "id: winter, label", ["dataset.yaml:10: moments.1: Holds 'winter' twice."]),
        ("dataset.yaml", "days: 2020-02/2020-03", "days: 2020-01-31/2020-03", ["dataset.yaml:10: moments.1.days: Shares days with 'winter'."]),
        ("coverage.yaml", "searched_from: 2020-02-01", "searched_from: 2020-04", ["coverage.yaml:5: searched_until: Ends before it begins."]),
        # reliability and links
        ("reliability/codings.yaml", "position: north-winter-truce", "position: south-open-strait", ["reliability/codings.yaml:16: position: Is coded in 'unit-1' already."]),
        ("reliability/reliability.yaml", "variable: stance", "variable: provision", ["reliability/reliability.yaml:12: variables.1: Holds 'provision' twice."]),
        ("reliability/reliability.yaml", "seed: 7", f"seed: {2**64}", ["reliability/reliability.yaml:3: seed: Must be greater than or equal to 0 and less than or equal to 9007199254740991."]),
        ("reliability/reliability.yaml", "population: 5", "population: -5", ["reliability/reliability.yaml:5: population: Must be greater than or equal to 1."]),
        ("codebook.yaml", "  - id: attribution\n    label: Attribution\n    definition: >-", "  - id: stance\n    label: Attribution\n    definition: >-", ["codebook.yaml:238: variables.2: Holds 'stance' twice."]),
        ("reliability/reliability.yaml", "id: reliability", "id: agreement", ["reliability/reliability.yaml:1: id: Must be 'reliability'."]),
        ("reliability/codings.yaml", "stance: rejects", "stance: reject", ["reliability/codings.yaml:21: second.stance: There is no stance in the codebook 'reject'; did you mean 'rejects'?"]),
        ("links.yaml", "id: gazette-first-round", "id: gazette", ["links.yaml:1: id: There is no source 'gazette'; there are blog-second-round, gazette-first-round, gazette-second-round."]),
        ("codebook.yaml", "  - id: said_on\n", "  - id: summary\n", ["codebook.yaml:244: variables.3.id: Must be one of: provision, stance, attribution, said_on."]),
        # time
        (NORTH, "said_on: 2020-01-12", "said_on: 2020-04", [
            "positions/north/strait.yaml:10: event: The event was held on 2020-01-10/2020-01-12, the position said on 2020-04.",
            "positions/north/strait.yaml:12: citations.0.source: 'gazette-first-round' was published before this was said, on 2020-01-12.",
            "positions/north/strait.yaml:30: supersedes.0: 'north-open-strait-1' was said later, on 2020-04.",
        ]),
        (NORTH, "supersedes: [north-open-strait-1]", "supersedes: [north-winter-truce]", ["positions/north/strait.yaml:30: supersedes.0: 'north-winter-truce' is of another provision."]),
        (NORTH, "supersedes: [north-open-strait-1]", "supersedes: [south-open-strait]", ["positions/north/strait.yaml:30: supersedes.0: 'south-open-strait' is of another party."]),
        (NORTH, "supersedes: [north-open-strait-1]", "supersedes: [north-open-strait-2]", ["positions/north/strait.yaml:30: supersedes: Goes round in a circle: north-open-strait-2 <- north-open-strait-2."]),
        (NORTH, "  change: softened\n", "", ["positions/north/strait.yaml:17: change: supersedes and change go together."]),
        ("speakers.yaml", 'since: "2015"', "since: 2020-01-20", ["positions/north/strait.yaml:6: speaker: Held no office on 2020-01-12, by the record of the speaker."]),
        ("speakers.yaml", "until: 2020-02-01", "until: 2014", ["speakers.yaml:5: offices.0.until: Ends before it begins."]),
        (NORTH, "  conditions:\n    - The truce holds through the winter.\n    - Café owners on the shore are paid.\n", "", ["positions/north/strait.yaml:17: conditions: Say what it is tied to."]),
        ("dataset.yaml", "covers: 2020-01-10/2020-03-20", "covers: lately", ["dataset.yaml:7: covers: 'lately' is not a date: write 2025, 2025-03, 2025-03-13, 2025-03-11/2025-03-13 or ../2025-03-14."]),
        ("dataset.yaml", "id: dataset", "id: my-talks", ["dataset.yaml:1: id: Must be 'dataset'."]),
        ("codebook.yaml", "id: codebook", "id: my-codebook", ["codebook.yaml:1: id: Must be 'codebook'."]),
        ("codebook.yaml", "  - id: agreement\n    label: Agreement\n", "  - id: accord\n    label: Accord\n", ["codebook.yaml:3: vocabularies: Lacks the vocabulary 'agreement'."]),
        ("codebook.yaml", "{id: bridgeable,", "{id: between,", ["codebook.yaml:3: vocabularies: The vocabulary 'agreement' lacks 'bridgeable', which the program relies on."]),
        ("codebook.yaml", "{id: not_coded,", "{id: unknown,", ["codebook.yaml:3: vocabularies: The vocabulary 'coverage_state' lacks 'not_coded', which the program relies on."]),
        ("codebook.yaml", "  - id: standing\n", "  - id: position\n", ["codebook.yaml:258: rules.1: Holds 'position' twice."]),
        # whole files
        (TRUCE, None, "", ["positions/north/truce.yaml:1: file: is empty."]),
        (TRUCE, None, "a: 1\n", ["positions/north/truce.yaml:1: file: must hold a list of records."]),
        (TRUCE, None, "- x\n", [
            "positions/north/truce.yaml:1: file: Invalid input type.",
            "reliability/codings.yaml:16: position: There is no position 'north-winter-truce'; there are north-open-strait-1, north-open-strait-2, south-joint-patrols, south-open-strait.",
        ]),
        ("sources/gazette-second-round.yaml", None, "- x\n", [
            "sources/gazette-second-round.yaml:1: file: must hold one record.",
        ]),
        ("positions/strait.yaml", None, "[]", ["positions/strait.yaml:1: file: is not a place of the dataset; there are codebook.yaml, coverage.yaml, dataset.yaml, errata.yaml, events.yaml, issues.yaml, links.yaml, parties.yaml, positions/<party>/<issue>.yaml, releases/<id>/release.yaml, reliability/codings.yaml, reliability/reliability.yaml, sources/<id>.yaml, speakers.yaml."]),
        ("positions/north/strait.yml", None, "[]", ["positions/north/strait.yml:1: file: is not a place of the dataset; there are codebook.yaml, coverage.yaml, dataset.yaml, errata.yaml, events.yaml, issues.yaml, links.yaml, parties.yaml, positions/<party>/<issue>.yaml, releases/<id>/release.yaml, reliability/codings.yaml, reliability/reliability.yaml, sources/<id>.yaml, speakers.yaml."]),
        ("partys.yaml", None, "[]", ["partys.yaml:1: file: is not a place of the dataset; did you mean 'parties.yaml'?"]),
    ],
)  # fmt: skip
def test_a_mistake_is_reported_where_it_is(
    copy: Path, mistakes: Mistakes, file: str, old: str | None, new: str, expected: list[str]
) -> None:
    path = copy / file
    text = new if old is None else path.read_text(encoding="utf-8")
    if old is not None:
        assert old in text
        text = text.replace(old, new, 1)
    path.write_text(text, encoding="utf-8")
    assert mistakes() == expected


def test_a_longer_circle_is_found(copy: Path, mistakes: Mistakes) -> None:
    path = copy / NORTH
    text = path.read_text(encoding="utf-8").replace("said_on: 2020-01-12", "said_on: 2020-03")
    text = text.replace(
        "event: first-round", "supersedes: [north-open-strait-2]\n  change: reversed"
    )
    path.write_text(text, encoding="utf-8")
    source = copy / "sources" / "gazette-first-round.yaml"
    lines = source.read_text(encoding="utf-8").splitlines()
    undated = [line for line in lines if not line.startswith("published_on")]
    source.write_text("\n".join(undated), encoding="utf-8")
    (found,) = mistakes()
    assert "Goes round in a circle" in found


def test_all_mistakes_of_all_files_come_at_once(copy: Path, mistakes: Mistakes) -> None:
    (copy / "parties.yaml").write_text("- id: X\n", encoding="utf-8")
    (copy / "events.yaml").unlink()
    (copy / "sources" / "blog-second-round.yaml").write_bytes(b"\xff")
    (copy / TRUCE).write_text("a: &a [*a]", encoding="utf-8")
    found = mistakes()
    assert found == sorted(found, key=lambda line: (line.split(":")[0], int(line.split(":")[1])))
    for path in (
        "parties.yaml:1",
        "events.yaml:1: file: is missing.",
        "sources/blog",
        TRUCE,
        NORTH,
    ):
        assert any(line.startswith(path) for line in found)


@pytest.mark.parametrize("name", ["codebook.yaml", "dataset.yaml", "parties.yaml"])
def test_a_missing_file_is_named(copy: Path, mistakes: Mistakes, name: str) -> None:
    (copy / name).unlink()
    assert f"{name}:1: file: is missing." in mistakes()


def test_without_a_codebook_no_other_mistake_is_made_up(copy: Path, mistakes: Mistakes) -> None:
    (copy / "codebook.yaml").write_text("id: codebook\n", encoding="utf-8")
    assert all(line.startswith("codebook.yaml:1: ") for line in mistakes())


def test_a_folder_that_is_none_is_named(tmp_path: Path) -> None:
    with pytest.raises(Exception, match="nowhere:1: file: is not a folder"):
        load(tmp_path / "nowhere")


def test_hidden_files_and_the_manual_are_no_data(copy: Path) -> None:
    (copy / "README.md").write_text("# Manual", encoding="utf-8")
    (copy / ".strait.yaml.swp").write_bytes(b"\0")
    assert load(copy).of("positions")


def test_two_circles_are_both_found(copy: Path, mistakes: Mistakes) -> None:
    for file, own in ((TRUCE, "north-winter-truce"), (SOUTH, "south-joint-patrols")):
        path = copy / file
        change = f"  supersedes: [{own}]\n  change: reaffirmed\n  citations:"
        path.write_text(
            path.read_text(encoding="utf-8").replace("  citations:", change, 1), "utf-8"
        )
    assert len([line for line in mistakes() if "Goes round in a circle" in line]) == 2


def test_what_is_no_plain_file_is_named(copy: Path, mistakes: Mistakes) -> None:
    (copy / "positions" / "league").symlink_to(copy / "positions" / "north")
    (copy / "sources" / "gone.yaml").symlink_to(copy / "nowhere")
    os.mkfifo(copy / "sources" / "pipe.yaml")
    assert mistakes() == [
        "positions/league:1: file: is not a plain file or folder.",
        "sources/gone.yaml:1: file: is not a plain file or folder.",
        "sources/pipe.yaml:1: file: is not a plain file or folder.",
    ]


def test_a_key_that_comes_twice_hides_no_other_mistake(copy: Path, mistakes: Mistakes) -> None:
    path = copy / SOUTH
    text = path.read_text(encoding="utf-8").replace(
        "  stance: requests\n", "  stance: asks\n  stance: x\n"
    )
    path.write_text(text, encoding="utf-8")
    assert [line.split(": ")[1] for line in mistakes()] == ["stance", "file"]


@pytest.mark.parametrize(
    "text",
    [
        "id: codebook\nversion: 1\nvocabularies: [x]\nrules: []\n",
        "id: codebook\nversion: 1\nvocabularies:\n  - label: x\nrules: []\n",
        "id: codebook\nversion: 1\nvocabularies:\n  - id: stance\n    values: [{label: x}]\nrules: []\n",
        "- id: codebook\n",
        "",
    ],
)
def test_no_codebook_crashes_the_checker(copy: Path, mistakes: Mistakes, text: str) -> None:
    (copy / "codebook.yaml").write_text(text, encoding="utf-8")
    assert all(line.startswith("codebook.yaml:") for line in mistakes())
