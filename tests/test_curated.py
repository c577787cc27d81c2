"""What must hold of the curated dataset as a whole."""

import re
from collections import Counter
from typing import Any

import pytest

from api import ROOT
from api.dataset.agreement import measure
from api.dataset.deriving import Derivation
from api.dataset.loading import load
from api.dataset.warnings import misnamed_changes
from schemas.reliability import VARIABLES

DATASET = load(ROOT / "data")
SERVED = Derivation(DATASET)
POSITIONS: list[dict[str, Any]] = list(SERVED.records("positions"))
IDS = {position["id"] for position in POSITIONS}
SOURCES = {source["id"]: source for source in SERVED.records("sources")}
COVERAGE = {cell["id"]: cell for cell in SERVED.records("coverage")}
RELIABILITY = DATASET.data("reliability", "reliability")
CODINGS = [record.data for record in DATASET.of("codings").values()]
MANUAL = (ROOT / "data" / "README.md").read_text(encoding="utf-8")
CORE = ["nato", "territory", "peacekeepers", "sanctions", "elections"]
BELLIGERENTS_AND_MEDIATOR = ["russia", "ukraine", "united-states"]


def cited(position: dict[str, Any], member: str) -> set[Any]:
    return {SOURCES[citation["source"]][member] for citation in position["citations"]}


WIDENED = [position for position in POSITIONS if cited(position, "text_sha256") == {None}]


def test_there_is_the_course_of_the_negotiation() -> None:
    assert len(WIDENED) >= 200
    assert sum("a" in cited(position, "grade") for position in WIDENED) >= 150


def test_no_new_position_rests_on_a_spun_page() -> None:
    assert not [one["id"] for one in WIDENED if "rewrite" in cited(one, "rendition")]
    barred = re.compile(r"https?://([\w-]+\.)*(news-pravda|pravda-en)\.com")
    assert not [id for id, source in SOURCES.items() if barred.match(source["url"] or "")]


def test_no_party_has_the_floor() -> None:
    ((_, most),) = Counter(position["party"] for position in WIDENED).most_common(1)
    assert most <= 0.45 * len(WIDENED)


@pytest.mark.parametrize("issue", CORE)
@pytest.mark.parametrize("party", BELLIGERENTS_AND_MEDIATOR)
def test_each_moment_is_coded_or_was_searched(party: str, issue: str) -> None:
    moments = COVERAGE[f"{party}.{issue}"]["moments"]
    assert len(moments) >= 10
    assert [one["id"] for one in moments if one["state"] == "not_coded"] == []
    assert sum(one["state"] == "coded" for one in moments) >= 3


def test_every_position_lies_in_a_moment() -> None:
    for cell in COVERAGE.values():
        assert sum(one["position_count"] for one in cell["moments"]) == cell["position_count"]


@pytest.mark.parametrize(
    ("event", "parties", "fewest", "attributions"),
    [
        ("istanbul-draft-2022-03-29", {"ukraine"}, 6, set()),
        ("peace-formula-2022-11-15", {"ukraine"}, 10, set()),
        ("russian-terms-2024-06-14", {"russia"}, 8, set()),
        ("peace-summit-2024-06-15", {"peace-summit-signatories"}, 6, {"official_document"}),
        ("victory-plan-2024-10-16", {"ukraine"}, 3, set()),
        ("us-paper-2025-04", {"united-states"}, 12, {"leaked"}),
        ("ukrainian-european-answer-2025-04", {"ukraine", "european-leaders"}, 20, {"leaked"}),
        ("russian-memorandum-2025-06-02", {"russia"}, 15, {"official_document"}),
        ("ukrainian-memorandum-2025-06-02", {"ukraine"}, 15, {"leaked"}),
        ("us-28-points-2025-11", {"united-states"}, 18, {"leaked"}),
        ("european-counter-text-2025-11-23", {"e3"}, 10, {"leaked"}),
        ("20-points-2025-12-24", {"ukraine"}, 14, set()),
    ],
)  # fmt: skip
def test_a_package_is_an_event_with_its_provisions(
    event: str, parties: set[str], fewest: int, attributions: set[str]
) -> None:
    clauses = [position for position in POSITIONS if position["event"] == event]
    assert {clause["party"] for clause in clauses} == parties
    assert len({(clause["party"], clause["provision"]) for clause in clauses}) == len(clauses)
    assert len(clauses) >= fewest
    found = {clause["attribution"] for clause in clauses}
    assert found == attributions if attributions else "leaked" not in found


@pytest.mark.parametrize(
    ("id", "stance"),
    [
        ("russia-foreign-troops-in-ukraine-2025-03-13", "rejects"),
        ("ukraine-foreign-troops-in-ukraine-by-2025-03-13", "requests"),
        ("russia-ukraine-nato-membership-2024-06-14", "rejects"),
        ("russia-four-regions-ceded-2024-06-14", "demands"),
        ("ukraine-temporary-ceasefire-2025-03-11", "accepts"),
        ("russia-western-sanctions-eased-by-2025-03-14", "demands"),
        ("united-states-crimea-recognized-2025-04-17", "offers"),
        ("ukraine-crimea-recognized-2025-04-22", "rejects"),
    ],
)
def test_what_each_side_is_known_for_is_there(id: str, stance: str) -> None:
    assert [one["stance"] for one in POSITIONS if one["id"] == id] == [stance]


def test_a_movement_is_called_what_it_is() -> None:
    assert [str(warning) for warning in misnamed_changes(DATASET)] == []
    moved = Counter(position["change"] for position in POSITIONS)
    assert moved["reaffirmed"] >= 50
    assert moved["softened"] + moved["hardened"] + moved["reversed"] >= 30


def test_what_was_not_found_of_a_party_has_only_coverage() -> None:
    assert {position["party"] for position in POSITIONS} == set(DATASET.of("parties"))
    assert COVERAGE["belarus.peacekeepers"]["state"] == "coded"
    assert COVERAGE["belarus.nato"]["state"] == "none_found"


def test_a_quote_comes_from_a_reprint_that_is_archived() -> None:
    quoted = [one for one in POSITIONS for cited in one["citations"] if cited["quote"]]
    assert len(quoted) >= 8
    for position in quoted:
        for citation in position["citations"]:
            if citation["quote"]:
                source = SOURCES[citation["source"]]
                assert source["rendition"] == "reprint"
                assert source["text_sha256"]


def test_an_open_date_is_always_explained() -> None:
    for position in POSITIONS:
        if position["said_on"].startswith(".."):
            assert position["date_basis"] == "inferred"
            assert position["date_note"]


def test_every_provision_is_answered() -> None:
    assert [one["id"] for one in SERVED.records("provisions") if not one["position_count"]] == []


def test_a_named_speaker_has_an_office_that_day() -> None:
    for position in POSITIONS:
        assert (position["office"] is None) == (position["speaker"] is None)


def test_an_id_tells_party_provision_and_day() -> None:
    for position in WIDENED:
        stem = f"{position['party']}-{position['provision']}-"
        day = position["said_on"].replace("../", "by-").rpartition("/")[2]
        assert re.fullmatch(rf"{re.escape(stem + day)}(-\d+)?", position["id"])


def test_the_sample_holds_its_share() -> None:
    assert len(CODINGS) >= RELIABILITY["share"] * RELIABILITY["population"]
    assert RELIABILITY["population"] <= len(POSITIONS)
    drawn = Counter(DATASET.data("positions", coding["position"])["party"] for coding in CODINGS)
    assert set(drawn) == {position["party"] for position in POSITIONS}


def test_the_recorded_reliability_is_what_is_measured() -> None:
    assert RELIABILITY["variables"] == measure(DATASET), "run `flask dataset reliability --write`"


@pytest.mark.parametrize("variable", VARIABLES)
def test_a_variable_under_the_limit_is_experimental(variable: str) -> None:
    (codebook,) = SERVED.records("codebook")
    (told,) = [one for one in codebook["variables"] if one["id"] == variable]
    assert (told["alpha"] < 0.67) == (told["state"] == "experimental")


def test_every_disagreement_is_decided_on_the_record() -> None:
    for coding in CODINGS:
        if coding["second"]["provision"] and coding["first"] != coding["second"]:
            note = DATASET.data("positions", coding["position"])["note"] or ""
            assert "Coded twice" in note, coding["id"]


def test_the_manual_shows_records_that_exist() -> None:
    named = {name for name in re.findall(r"`([a-z0-9-]+)`", MANUAL) if re.search(r"-\d{4}", name)}
    assert len(named & IDS) >= 20
    assert named <= IDS | set(SOURCES) | set(DATASET.of("events"))


def test_the_manual_has_examples_of_every_vocabulary() -> None:
    told = [name for name in DATASET.vocabularies if f"| `{name}` |" in MANUAL]
    in_tables_of_their_own = ["stance", "attribution", "change", "grade"]
    assert sorted([*told, *in_tables_of_their_own]) == sorted(DATASET.vocabularies)


@pytest.mark.parametrize("name", ["stance", "attribution", "change", "grade"])
def test_the_manual_tells_every_value(name: str) -> None:
    for value in DATASET.vocabulary(name):
        assert f"`{value}`" in MANUAL
