"""Agreement: two directions -> how they stand to each other; query -> pairs."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.store import pairs
from api.store.pairs import AGREEMENTS, agreement
from api.store.store import Edition
from schemas.agreement import PairSchema

DIRECTIONS = st.sampled_from(["for", "conditional", "open", "against", None])
PARTIES = ["north", "south", "league"]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("for", "for", "aligned"),
        ("against", "against", "aligned"),
        ("for", "against", "opposed"),
        ("for", "conditional", "bridgeable"),
        ("for", "open", "bridgeable"),
        ("against", "conditional", "bridgeable"),
        ("against", "open", "bridgeable"),
        ("conditional", "conditional", "bridgeable"),
        ("open", "open", "bridgeable"),
        ("conditional", "open", "bridgeable"),
        ("for", None, "unknown"),
        ("open", None, "unknown"),
        (None, None, "unknown"),
    ],
)
def test_agreement(first: str | None, second: str | None, expected: str) -> None:
    assert agreement(first, second) == agreement(second, first) == expected


@given(first=DIRECTIONS, second=DIRECTIONS)
def test_agreement_is_one_of_four_and_symmetric(first: str | None, second: str | None) -> None:
    assert agreement(first, second) in AGREEMENTS
    assert agreement(first, second) == agreement(second, first)


def told(store: Edition, **query: Any) -> list[dict[str, Any]]:
    page = pairs.page(store, query)
    assert page.total == len(page.bodies)
    assert list(pairs.stream(store, query)) == page.bodies
    return [json.loads(body) for body in page.bodies]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"party": ["north", "south"], "as_of": "2020-02-15"}, {"joint-patrols.north.south": "unknown", "open-strait.north.south": "opposed", "winter-truce.north.south": "unknown"}),
        ({"party": ["south", "north"], "as_of": "2020-03-31", "issue": ["strait"]}, {"joint-patrols.south.north": "unknown", "open-strait.south.north": "bridgeable"}),
        ({"party": ["north", "league"], "as_of": "2020-02-15"}, {"open-strait.north.league": "unknown", "winter-truce.north.league": "unknown"}),
        ({"party": ["north", "south"], "as_of": "2020-01-11"}, {}),
        ({"party": ["north", "south", "league"], "as_of": "2020-02-15", "provision": ["open-strait"]}, {"open-strait.north.south": "opposed", "open-strait.north.league": "unknown", "open-strait.south.league": "unknown"}),
    ],
)  # fmt: skip
def test_pairs(store: Edition, query: dict[str, Any], expected: dict[str, str]) -> None:
    found = told(store, **query)
    assert {one["id"]: one["agreement"] for one in found} == expected
    assert [one["id"] for one in found] == list(expected)


def test_what_a_pair_tells(store: Edition) -> None:
    (pair,) = told(store, party=["south", "north"], as_of="2020-02-15", issue=["truce"])
    assert list(pair) == list(PairSchema().fields)
    assert pair == {
        "id": "winter-truce.south.north",
        "issue": "truce",
        "issue_label": "Truce",
        "provision": "winter-truce",
        "provision_label": "Do the sides stop fighting for the winter?",
        "first_party": "south",
        "first_party_label": "South",
        "first_answer": "none_found",
        "first_answer_label": "none found",
        "first_direction": None,
        "first_position": None,
        "second_party": "north",
        "second_party_label": "North",
        "second_answer": "questions",
        "second_answer_label": "questions",
        "second_direction": "open",
        "second_position": "north-winter-truce",
        "agreement": "unknown",
        "agreement_label": "unknown",
    }


@given(
    parties=st.permutations(PARTIES),
    day=st.sampled_from(["2020-01-12", "2020-02-15", "2020-03-31"]),
)
def test_counts_sum_to_the_provisions_and_do_not_depend_on_the_order(
    store: Edition, parties: list[str], day: str
) -> None:
    one = pairs.page(store, {"party": parties, "as_of": day})
    other = pairs.page(store, {"party": parties[::-1], "as_of": day})
    assert counted(one.about) == counted(other.about)
    for pair in one.about["pairs"]:
        assert sum(pair[name] for name in AGREEMENTS) * len(one.about["pairs"]) == one.total


def counted(about: dict[str, Any]) -> dict[frozenset[str], list[int]]:
    return {
        frozenset([one["first_party"], one["second_party"]]): [one[name] for name in AGREEMENTS]
        for one in about["pairs"]
    }
