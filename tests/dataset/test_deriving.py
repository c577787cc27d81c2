from pathlib import Path
from typing import Any

import pytest

from api.dataset.deriving import Derivation
from api.dataset.loading import load
from schemas.kinds import SCHEMAS, SERVED
from tests.conftest import DATA

DERIVATION = Derivation(load(DATA))


def served(kind: str) -> dict[str, dict[str, Any]]:
    return {record["id"]: record for record in DERIVATION.records(kind)}


@pytest.mark.parametrize("kind", SERVED)
def test_records_have_every_member_in_order(kind: str) -> None:
    for record in DERIVATION.records(kind):
        assert list(record) == list(SCHEMAS[kind].fields)


@pytest.mark.parametrize(
    ("id", "member", "value"),
    [
        ("north-open-strait-1", "party_label", "North"),
        ("north-open-strait-1", "issue", "strait"),
        ("north-open-strait-1", "issue_label", "The strait"),
        ("north-open-strait-1", "provision_label", "Is the strait open to all ships?"),
        ("north-open-strait-1", "direction", "against"),
        ("north-open-strait-1", "stance_label", "rejects"),
        ("north-open-strait-1", "speaker_label", "Ada Lind"),
        ("north-open-strait-1", "office", "Minister of the North"),
        ("north-open-strait-1", "authority", "minister"),
        ("north-open-strait-2", "office", "President of the North"),
        ("north-open-strait-2", "authority", "head_of_state"),
        ("north-open-strait-1", "event_label", "First round on the island"),
        ("north-open-strait-1", "superseded_by", ["north-open-strait-2"]),
        ("north-open-strait-2", "superseded_by", []),
        ("north-open-strait-1", "superseded_on", "2020-03-31"),
        ("north-open-strait-2", "superseded_on", None),
        ("north-open-strait-1", "has_quote", True),
        ("north-open-strait-2", "has_quote", False),
        ("north-open-strait-1", "independent_sources", 1),
        ("north-open-strait-2", "independent_sources", 1),
        ("north-open-strait-2", "said_on_earliest", "2020-03-01"),
        ("north-open-strait-2", "said_on_latest", "2020-03-31"),
        ("north-winter-truce", "said_on_earliest", None),
        ("north-winter-truce", "said_on_latest", "2020-02-15"),
        ("north-winter-truce", "speaker", None),
        ("north-winter-truce", "speaker_label", None),
        ("north-winter-truce", "office", None),
        ("north-winter-truce", "authority", None),
        ("north-winter-truce", "event_label", None),
        ("north-winter-truce", "conditions", []),
    ],
)
def test_what_follows_for_a_position(id: str, member: str, value: Any) -> None:
    assert served("positions")[id][member] == value


def test_a_citation_tells_of_its_source() -> None:
    (citation,) = served("positions")["north-open-strait-1"]["citations"]
    assert citation == {
        "source": "gazette-first-round",
        "source_label": "First round ends",
        "source_origin": "gazette-first-round",
        "origin_publisher": "The Gazette",
        "source_publisher": "The Gazette",
        "source_url": "https://example.org/first-round",
        "source_rendition": "original",
        "source_grade": "a",
        "locator": "paragraph 2",
        "quote": "We will never open the strait",
        "quote_language": "en",
        "text_source": "original",
    }


@pytest.mark.parametrize(
    ("kind", "counts"),
    [
        ("parties", {"north": 3, "south": 2, "league": 0}),
        ("speakers", {"ada-lind": 2, "jose-munoz": 1}),
        ("issues", {"strait": 4, "truce": 1}),
        ("provisions", {"open-strait": 3, "joint-patrols": 1, "winter-truce": 1}),
        ("events", {"first-round": 2, "second-round": 1}),
        ("sources", {"gazette-first-round": 2, "gazette-second-round": 3, "blog-second-round": 1}),
    ],
)
def test_positions_are_counted(kind: str, counts: dict[str, int]) -> None:
    assert {id: record["position_count"] for id, record in served(kind).items()} == counts


def test_provisions_know_who_answered() -> None:
    found = served("provisions")
    assert found["open-strait"]["parties"] == ["north", "south"]
    assert found["winter-truce"]["parties"] == ["north"]
    nested = served("issues")["strait"]["provisions"]
    assert nested == [found["open-strait"], found["joint-patrols"]]


def test_renditions_share_an_origin() -> None:
    found = served("sources")
    assert found["blog-second-round"]["origin"] == "gazette-second-round"
    assert found["gazette-second-round"]["origin"] == "gazette-second-round"


@pytest.mark.parametrize(
    ("variable", "alpha", "state"),
    [
        ("provision", 0.0, "experimental"),
        ("stance", 0.615, "experimental"),
        ("attribution", 0.545, "experimental"),
        ("said_on", 0.4, "experimental"),
    ],
)
def test_a_variable_tells_how_far_coders_agree(variable: str, alpha: float, state: str) -> None:
    variables = served("codebook")["codebook"]["variables"]
    (found,) = [one for one in variables if one["id"] == variable]
    assert (found["alpha"], found["state"], found["state_label"]) == (alpha, state, state)


def test_reliability_tells_the_size_of_its_sample() -> None:
    record = served("reliability")["reliability"]
    assert (record["size"], record["population"]) == (3, 5)


def test_a_variable_that_was_not_measured_says_nothing(copy: Path) -> None:
    (copy / "reliability" / "reliability.yaml").unlink()
    codebook = next(Derivation(load(copy)).records("codebook"))
    assert {variable["alpha"] for variable in codebook["variables"]} == {None}
    assert {variable["state_label"] for variable in codebook["variables"]} == {None}
