"""Days, each with what was said and what took place: query -> day -> ids."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.store.edition import Edition

N1, N2, N3 = "north-open-strait-1", "north-open-strait-2", "north-winter-truce"
S1, S2 = "south-joint-patrols", "south-open-strait"
E1, E2 = "first-round", "second-round"
Days = dict[str, list[str]]


def parsed(query: dict[str, Any]) -> dict[str, Any]:
    return {"limit": 50, "sort": ["day"]} | query


def told(store: Edition, **query: Any) -> Days:
    page = store.timeline(parsed(query))
    assert page.total >= len(page.bodies)
    days = [json.loads(body) for body in page.bodies]
    return {day["id"]: [one["id"] for one in day["events"] + day["positions"]] for day in days}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, {"2020-01-12": [E1, N1, S1], "2020-01-15": [S2], "2020-02-15": [N3], "2020-03-31": [E2, N2]}),
        ({"party": ["north"]}, {"2020-01-12": [E1, N1], "2020-02-15": [N3], "2020-03-31": [E2, N2]}),
        ({"party": ["south"]}, {"2020-01-12": [E1, S1], "2020-01-15": [S2], "2020-03-31": [E2]}),
        ({"party": ["league"]}, {}),
        ({"issue": ["truce"]}, {"2020-02-15": [N3]}),
        ({"issue": ["strait"], "party": ["south"]}, {"2020-01-12": [E1, S1], "2020-01-15": [S2]}),
        ({"provision": ["open-strait"]}, {"2020-01-12": [E1, N1], "2020-01-15": [S2], "2020-03-31": [E2, N2]}),
        ({"as_of": "2020-02-15"}, {"2020-01-12": [E1, N1, S1], "2020-01-15": [S2], "2020-02-15": [N3]}),
        ({"as_of": "2020-03-31", "party": ["north"]}, {"2020-01-12": [E1], "2020-02-15": [N3], "2020-03-31": [E2, N2]}),
        ({"as_of": "2020-03-31", "provision": ["open-strait"]}, {"2020-01-15": [S2], "2020-03-31": [E2, N2]}),
        ({"as_of": "2019-01-01"}, {}),
        ({"day_from": "2020-02"}, {"2020-02-15": [N3], "2020-03-31": [E2, N2]}),
        ({"day_to": "2020-01-15"}, {"2020-01-12": [E1, N1, S1], "2020-01-15": [S2]}),
        ({"day_from": "2020-01-13", "day_to": "2020-02"}, {"2020-01-15": [S2], "2020-02-15": [N3]}),
        ({"day_from": "2021"}, {}),
    ],
)  # fmt: skip
def test_days(store: Edition, query: dict[str, Any], expected: Days) -> None:
    assert told(store, **query) == expected
    assert list(told(store, **query)) == list(expected)
    assert list(told(store, **query, sort=["-day"])) == list(reversed(expected))
    assert store.timeline(parsed(query)).total == len(expected)


@given(
    limit=st.integers(1, 5),
    sort=st.sampled_from(["day", "-day"]),
    party=st.sampled_from(["north", "south", None]),
)
def test_pages_hold_all_days_in_order(
    store: Edition, limit: int, sort: str, party: str | None
) -> None:
    query = {"sort": [sort]} | ({"party": [party]} if party else {})
    found: list[str] = []
    cursor: dict[str, str] = {}
    for _ in range(6):
        page = store.timeline(parsed(query | {"limit": limit} | cursor))
        found += [json.loads(body)["id"] for body in page.bodies]
        if page.next is None:
            break
        cursor = {"cursor": page.next}
    assert found == list(told(store, **query))


def test_records_are_those_of_their_lists(store: Edition) -> None:
    (day,) = (json.loads(body) for body in store.timeline(parsed({"issue": ["truce"]})).bodies)
    assert day["positions"] == [json.loads(store.get("positions", N3) or b"")]


@pytest.mark.parametrize(
    ("id", "chain"),
    [(N1, [N1, N2]), (N2, [N1, N2]), (N3, [N3]), ("nobody", [])],
)
def test_history(store: Edition, id: str, chain: list[str]) -> None:
    assert [json.loads(body)["id"] for body in store.history(id)] == chain
