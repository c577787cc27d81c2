"""Groups of positions: query -> groups with their counts."""

import json
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.store import groups
from api.store.store import Edition
from schemas.groups import GROUPS, group_of

BLOG, FIRST, SECOND = "blog-second-round", "gazette-first-round", "gazette-second-round"
Groups = list[tuple[str, int]]


def parsed(query: dict[str, Any]) -> dict[str, Any]:
    return {"limit": 50, "sort": ["-count"]} | query


def told(store: Edition, **query: Any) -> list[dict[str, Any]]:
    page = groups.page(store, parsed(query))
    assert page.total == len(page.bodies)
    assert page.next is None
    assert list(groups.stream(store, parsed(query))) == page.bodies
    return [json.loads(body) for body in page.bodies]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"group_by": ["party"]}, [("north", 3), ("south", 2)]),
        ({"group_by": ["issue"]}, [("strait", 4), ("truce", 1)]),
        ({"group_by": ["provision"]}, [("open-strait", 3), ("joint-patrols", 1), ("winter-truce", 1)]),
        ({"group_by": ["attribution"]}, [("on_record_paraphrase", 2), ("leaked", 1), ("on_record_quote", 1), ("reported", 1)]),
        ({"group_by": ["month"]}, [("2020-01", 3), ("2020-02", 1), ("2020-03", 1)]),
        ({"group_by": ["year"]}, [("2020", 5)]),
        ({"group_by": ["source"]}, [(SECOND, 3), (FIRST, 2), (BLOG, 1)]),
        ({"group_by": ["source"], "source": [BLOG]}, [(BLOG, 1), (SECOND, 1)]),
        ({"group_by": ["party", "issue"]}, [("north|strait", 2), ("south|strait", 2), ("north|truce", 1)]),
        ({"group_by": ["issue", "party"]}, [("strait|north", 2), ("strait|south", 2), ("truce|north", 1)]),
        ({"group_by": ["year", "party", "stance"], "party": ["south"]}, [("2020|south|demands", 1), ("2020|south|requests", 1)]),
        ({"group_by": ["party"], "as_of": "2020-02-15"}, [("north", 2), ("south", 2)]),
        ({"group_by": ["party"], "direction": ["for"]}, [("south", 2)]),
        ({"group_by": ["party"], "speaker": ["ada-lind"], "said_from": "2020-02"}, [("north", 1)]),
        ({"group_by": ["party"], "party": ["league"]}, []),
        ({"group_by": ["party"], "sort": ["count"]}, [("south", 2), ("north", 3)]),
        ({"group_by": ["party"], "sort": ["-party"]}, [("south", 2), ("north", 3)]),
        ({"group_by": ["party", "month"], "sort": ["month", "-party"]}, [("south|2020-01", 2), ("north|2020-01", 1), ("north|2020-02", 1), ("north|2020-03", 1)]),
    ],
)  # fmt: skip
def test_groups(store: Edition, query: dict[str, Any], expected: Groups) -> None:
    assert [(one["id"], one["count"]) for one in told(store, **query)] == expected


def test_what_a_group_tells(store: Edition) -> None:
    assert told(store, group_by=["stance", "month"], stance=["accepts_conditionally"]) == [
        {
            "id": "accepts_conditionally|2020-03",
            "stance": "accepts_conditionally",
            "stance_label": "accepts with conditions",
            "month": "2020-03",
            "count": 1,
        }
    ]


@pytest.mark.parametrize(
    "group_by", [*permutations(GROUPS, 1), *permutations(GROUPS, 2)], ids=",".join
)
def test_a_group_has_the_members_of_its_shape_and_none_is_null(
    store: Edition, group_by: tuple[str, ...]
) -> None:
    for one in told(store, group_by=list(group_by)):
        assert list(one) == list(group_of(group_by).fields)
        assert None not in one.values()
        assert one["id"] == "|".join(one[name] for name in group_by)


COUNTED_ONCE = st.lists(
    st.sampled_from([one for one in GROUPS if one != "source"]), min_size=1, max_size=3, unique=True
)
SELECTED = st.sampled_from(
    [{}, {"party": ["north"]}, {"said_to": "2020-01"}, {"as_of": "2020-02-15"}, {"source": [SECOND]}, {"party": ["league"]}]
)  # fmt: skip


@given(group_by=COUNTED_ONCE, selected=SELECTED)
def test_counts_sum_to_the_positions(
    store: Edition, group_by: list[str], selected: dict[str, Any]
) -> None:
    positions = store.page("positions", {"limit": 50, "sort": ["id"]} | selected)
    assert (
        sum(one["count"] for one in told(store, group_by=group_by, **selected)) == positions.total
    )


@given(
    limit=st.integers(1, 4),
    group_by=st.permutations(["party", "month", "source"]),
    sort=st.sampled_from(["count", "-count", "-source", "month", "-party"]),
)
def test_pages_hold_all_groups_in_order(
    store: Edition, limit: int, group_by: list[str], sort: str
) -> None:
    query = {"group_by": group_by, "sort": [sort]}
    found: list[str] = []
    cursor: dict[str, str] = {}
    for _ in range(10):
        page = groups.page(store, parsed(query | {"limit": limit} | cursor))
        found += [json.loads(body)["id"] for body in page.bodies]
        if page.next is None:
            break
        cursor = {"cursor": page.next}
    assert found == [one["id"] for one in told(store, **query)]
