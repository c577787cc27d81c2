"""What must hold of the curated dataset as a whole."""

from collections import Counter
from typing import Any

import pytest

from api import ROOT
from api.dataset.deriving import Derivation
from api.dataset.loading import load

DATASET = load(ROOT / "data")
SERVED = Derivation(DATASET)
POSITIONS: list[dict[str, Any]] = list(SERVED.records("positions"))
CORE = ["nato", "territory", "peacekeepers", "sanctions", "elections"]


@pytest.mark.parametrize("issue", CORE)
def test_the_core_issues_are_spoken_to(issue: str) -> None:
    assert {position["party"] for position in POSITIONS if position["issue"] == issue} >= {"russia"}


@pytest.mark.parametrize(
    ("party", "provision", "stance"),
    [
        ("russia", "ukraine-nato-membership", "rejects"),
        ("russia", "foreign-troops-in-ukraine", "rejects"),
        ("ukraine", "foreign-troops-in-ukraine", "requests"),
        ("russia", "four-regions-ceded", "demands"),
        ("ukraine", "four-regions-ceded", "rejects"),
        ("russia", "western-sanctions-eased", "demands"),
        ("russia", "ukrainian-presidential-election", "demands"),
        ("ukraine", "ukrainian-presidential-election", "rejects"),
        ("ukraine", "temporary-ceasefire", "accepts"),
    ],
)
def test_what_each_side_is_known_for_is_there(party: str, provision: str, stance: str) -> None:
    found = [one for one in POSITIONS if (one["party"], one["provision"]) == (party, provision)]
    assert {one["stance"] for one in found} == {stance}


def test_every_party_was_searched_on_every_issue() -> None:
    assert {record["state"] for record in SERVED.records("coverage")} == {"coded", "none_found"}


def test_whoever_states_nothing_has_only_coverage() -> None:
    silent = set(DATASET.of("parties")) - {position["party"] for position in POSITIONS}
    assert silent == {"belarus"}


def test_every_position_rests_on_a_text_that_was_read() -> None:
    for position in POSITIONS:
        for citation in position["citations"]:
            assert DATASET.data("sources", citation["source"])["text_sha256"]


def test_quotes_come_from_reprints_alone() -> None:
    renditions = Counter(
        citation["source_rendition"]
        for position in POSITIONS
        for citation in position["citations"]
        if citation["quote"]
    )
    assert set(renditions) == {"reprint"}
    assert renditions["reprint"] >= 8


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
