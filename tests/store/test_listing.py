"""The table of filters as a table: query -> ids."""

import json
from datetime import date
from itertools import chain
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.store.edition import Edition
from schemas.kinds import QUERIES

N1, N2, N3 = "north-open-strait-1", "north-open-strait-2", "north-winter-truce"
S1, S2 = "south-joint-patrols", "south-open-strait"


def parsed(kind: str, query: dict[str, Any]) -> dict[str, Any]:
    sort = query.get("sort") or QUERIES[kind].fields["sort"].load_default
    return {"limit": 50} | query | {"sort": sort}


def ids(store: Edition, kind: str, **query: Any) -> list[str]:
    page = store.page(kind, parsed(kind, query))
    assert page.total == len(page.bodies)
    return [json.loads(body)["id"] for body in page.bodies]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, [N2, N3, S2, N1, S1]),
        ({"party": ["north"]}, [N2, N3, N1]),
        ({"party": ["north", "south"]}, [N2, N3, S2, N1, S1]),
        ({"party": ["league"]}, []),
        ({"issue": ["truce"]}, [N3]),
        ({"provision": ["open-strait"]}, [N2, S2, N1]),
        ({"party": ["north"], "provision": ["open-strait"]}, [N2, N1]),
        ({"stance": ["rejects", "questions"]}, [N3, N1]),
        ({"direction": ["for"]}, [S2, S1]),
        ({"direction": ["open", "conditional"]}, [N2, N3]),
        ({"speaker": ["jose-munoz"]}, [S1]),
        ({"authority": ["head_of_state"]}, [N2]),
        ({"authority": ["minister"]}, [N1]),
        ({"event": ["first-round"]}, [N1, S1]),
        ({"source": ["blog-second-round"]}, [N2]),
        ({"source": ["blog-second-round", "gazette-second-round"]}, [N2, N3, S2]),
        ({"origin": ["gazette-second-round"]}, [N2, N3, S2]),
        ({"origin": ["blog-second-round"]}, []),
        ({"change": ["softened"]}, [N2]),
        ({"attribution": ["reported"]}, [N3]),
        ({"attribution_min": "official_document"}, []),
        ({"attribution_min": "on_record_quote"}, [N1]),
        ({"attribution_min": "on_record_paraphrase"}, [N2, N1, S1]),
        ({"attribution_min": "reported"}, [N2, N3, N1, S1]),
        ({"attribution_min": "leaked"}, [N2, N3, S2, N1, S1]),
        ({"said_from": "2020-03-31"}, [N2]),
        ({"said_from": "2020-04"}, []),
        ({"said_from": "2020-02"}, [N2, N3]),
        ({"said_from": "2020-02-16"}, [N2]),
        ({"said_to": "2019"}, [N3]),
        ({"said_to": "2020-01-11"}, [N3, S1]),
        ({"said_to": "2020-01"}, [N3, S2, N1, S1]),
        ({"said_to": "2020-03-01"}, [N2, N3, S2, N1, S1]),
        ({"said_from": "2020-01-13", "said_to": "2020-02"}, [N3, S2]),
        ({"said_to": "../2020-01-11"}, [N3, S1]),
        ({"said_from": "2020-01-11", "said_to": "2020-01-11"}, [N3, S1]),
        ({"has_quote": True}, [N1]),
        ({"has_quote": False}, [N2, N3, S2, S1]),
        ({"grade": ["c"]}, [N2]),
        ({"grade": ["a", "c"]}, [N2, N3, S2, N1, S1]),
        ({"grade": ["b"]}, []),
        ({"as_of": "2020-01-11"}, []),
        ({"as_of": "2020-01-12"}, [N1, S1]),
        ({"as_of": "2020-01-15"}, [S2, N1, S1]),
        ({"as_of": "2020-02-15"}, [N3, S2, N1, S1]),
        ({"as_of": "2020-03-30"}, [N3, S2, N1, S1]),
        ({"as_of": "2020-03-31"}, [N2, N3, S2, S1]),
        ({"as_of": "2026-01-01", "party": ["north"]}, [N2, N3]),
        ({"as_of": "2020-02-15", "stance": ["rejects"]}, [N1]),
        ({"q": "strait"}, [N2, S2, N1, S1]),
        ({"q": "STRAIT refuses"}, [N1]),
        ({"q": "strai"}, [N2, S2, N1, S1]),
        ({"q": "trait"}, []),
        ({"q": "cafe"}, [N2]),
        ({"q": "CAFÉ"}, [N2]),
        ({"q": "never"}, [N1]),
        ({"q": "winter"}, [N2]),
        ({"sort": ["said_on"]}, [N1, S1, S2, N3, N2]),
        ({"sort": ["party", "-said_on"]}, [N2, N3, N1, S2, S1]),
        ({"sort": ["-party", "provision"]}, [S1, S2, N1, N2, N3]),
        ({"sort": ["id"]}, [N1, N2, N3, S1, S2]),
        ({"sort": ["party", "-said_on", "-party", "said_on"]}, [N2, N3, N1, S2, S1]),
        ({"sort": ["-id"]}, [S2, S1, N3, N2, N1]),
    ],
)
def test_positions(store: Edition, query: dict[str, Any], expected: list[str]) -> None:
    assert ids(store, "positions", **query) == expected


@pytest.mark.parametrize(
    ("kind", "query", "expected"),
    [
        ("parties", {}, ["north", "south", "league"]),
        ("parties", {"role": ["guarantor"]}, ["league"]),
        ("parties", {"member_of": ["league"]}, ["south"]),
        ("parties", {"sort": ["-position_count"]}, ["north", "south", "league"]),
        ("speakers", {"authority": ["minister"]}, ["ada-lind"]),
        ("speakers", {"q": "munoz"}, ["jose-munoz"]),
        ("issues", {"q": "sails"}, ["strait"]),
        ("provisions", {"issue": ["strait"]}, ["joint-patrols", "open-strait"]),
        ("provisions", {"party": ["south"]}, ["joint-patrols", "open-strait"]),
        ("provisions", {"q": "league"}, ["joint-patrols"]),
        ("events", {"held_from": "2020-02"}, ["second-round"]),
        ("events", {"held_to": "2020-02"}, ["first-round"]),
        ("events", {"source": ["gazette-first-round"]}, ["first-round"]),
        ("sources", {}, ["gazette-second-round", "gazette-first-round", "blog-second-round"]),
        (
            "sources",
            {"origin": ["gazette-second-round"]},
            ["gazette-second-round", "blog-second-round"],
        ),
        ("sources", {"rendition": ["rewrite"]}, ["blog-second-round"]),
        ("sources", {"q": "reporter"}, ["gazette-first-round"]),
        ("sources", {"grade": ["c"], "extent": ["whole"]}, ["blog-second-round"]),
        ("sources", {"extent": ["unread"]}, []),
        ("coverage", {"state": ["none_found"]}, ["south.truce"]),
        ("coverage", {"party": ["league"], "issue": ["truce"]}, ["league.truce"]),
    ],
)
def test_other_lists(store: Edition, kind: str, query: dict[str, Any], expected: list[str]) -> None:
    assert ids(store, kind, **query) == expected


def walk(store: Edition, query: dict[str, Any]) -> list[str]:
    found, cursor = [], None
    for _ in range(10):
        page = store.page("positions", query | ({"cursor": cursor} if cursor else {}))
        assert page.total == 5
        found += [json.loads(body)["id"] for body in page.bodies]
        if (cursor := page.next) is None:
            break
    return found


KEYS = ["said_on", "party", "issue", "provision", "id"]
SORTS = st.lists(st.sampled_from(KEYS), unique=True, min_size=1).flatmap(
    lambda keys: st.tuples(*[st.sampled_from([key, f"-{key}"]) for key in keys])
)


@given(sort=SORTS, limit=st.integers(1, 6))
def test_pages_hold_the_whole_list_in_order(store: Edition, sort: tuple[str], limit: int) -> None:
    whole = ids(store, "positions", sort=list(sort))
    assert walk(store, {"limit": limit, "sort": list(sort)}) == whole
    assert len(set(whole)) == 5


@given(day=st.dates(date(2019, 12, 1), date(2020, 5, 1)).map(str))
def test_what_stands_is_said_and_not_superseded(store: Edition, day: str) -> None:
    positions = [
        json.loads(body) for body in store.page("positions", parsed("positions", {})).bodies
    ]
    said = {one["id"]: one for one in positions if one["said_on_latest"] <= day}
    ended = {earlier for one in said.values() for earlier in one["supersedes"]}
    assert set(ids(store, "positions", as_of=day)) == set(said) - ended


@given(st.text(min_size=1, max_size=30).filter(lambda text: any(map(str.isalnum, text))))
def test_any_words_are_safe(store: Edition, text: str) -> None:
    store.page("positions", parsed("positions", {"q": text}))


@pytest.mark.parametrize(
    "text",
    ['"', 'a"b', "a OR", "NEAR(a b)", "a*", "-strait", "^strait", "text:strait", "a AND", "(strait", "a\u0000b", "'; DROP TABLE positions; --"],
)  # fmt: skip
def test_the_operators_of_the_engine_mean_nothing(store: Edition, text: str) -> None:
    found = ids(store, "positions", q=f"{text} strait")
    assert set(found) <= set(ids(store, "positions", q="strait"))


@pytest.mark.parametrize(
    "query", [{}, {"party": ["north"]}, {"q": "strait"}, {"party": ["league"]}]
)
def test_counts_of_facets_sum_to_the_total(store: Edition, query: dict[str, Any]) -> None:
    names = ["party", "issue", "provision", "stance", "direction", "speaker", "authority", "event",
             "attribution"]  # fmt: skip
    page = store.page("positions", parsed("positions", query | {"facets": names}))
    assert list(page.facets) == names
    for counted in page.facets.values():
        assert sum(one["count"] for one in counted) == page.total


def test_facets_name_what_is_unknown_too(store: Edition) -> None:
    page = store.page("positions", parsed("positions", {"facets": ["speaker"]}))
    assert page.facets == {
        "speaker": [
            {"value": None, "label": None, "count": 2},
            {"value": "ada-lind", "label": "Ada Lind", "count": 2},
            {"value": "jose-munoz", "label": "José Muñoz", "count": 1},
        ]
    }


def test_what_can_be_named(store: Edition) -> None:
    assert store.known("parties") == {"north": "North", "south": "South", "league": "The League"}
    assert list(store.known("codebook.direction")) == ["for", "conditional", "open", "against"]
    assert set(chain(store.known("coverage"))) >= {"south.truce"}
