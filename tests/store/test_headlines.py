"""The headline that is chosen is the one that the codebook's rule chooses."""

from collections import defaultdict
from typing import Any

import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.pool import StaticPool

from api.dataset.deriving import Derivation
from api.dataset.headline import ranks
from api.dataset.loading import load
from api.store.bodies import Bodies
from api.store.columns import Columns
from api.store.filling import Filler, filling
from api.store.headlines import brief, briefest, standing, whole
from api.store.ordering import Orders
from api.store.rows import Version
from api.store.selection import Selections
from tests.conftest import DATA

DATASET = load(DATA)
(BASE,) = (
    one for one in Derivation(DATASET).records("positions") if one["id"] == "north-open-strait-2"
)
AUTHORITIES, ATTRIBUTIONS = (
    list(DATASET.vocabulary("authority")),
    list(DATASET.vocabulary("attribution")),
)
DAYS = ["2020-01-01", "2020-01-02", "2020-01-03"]
Position = dict[str, Any]


def store_of(known: list[Position]) -> Selections:
    """Return edition 1 of a store of some positions."""
    engine = sa.create_engine("sqlite://", poolclass=StaticPool)
    with engine.begin() as connection:
        filler = Filler(connection)
        versions = [Version(*one["lived"], one, ranks(DATASET, "positions", one)) for one in known]
        filler.insert(filling("positions", ((version, "root") for version in versions)))
        filler.finish()
    columns = Columns(engine)
    return Selections(columns, Orders(columns), Bodies(engine), 1)


@st.composite
def positions(draw: st.DrawFn) -> Position:
    """A position that shares most of what it is ranked by with the others of its cell."""
    origins = draw(st.lists(st.sampled_from("abc"), min_size=1, max_size=3))
    return BASE | {
        "id": draw(st.sampled_from([f"position-{number}" for number in range(20)])),
        "party": draw(st.sampled_from(["north", "south"])),
        "authority": draw(st.sampled_from([None, "minister", "head_of_state"])),
        "attribution": draw(st.sampled_from(["official_document", "on_record_quote", "reported"])),
        "said_on_latest": draw(st.sampled_from(DAYS)),
        "superseded_on": draw(st.sampled_from([None, None, None, *DAYS])),
        "citations": [BASE["citations"][0] | {"source_origin": origin} for origin in origins],
        "lived": draw(st.sampled_from([(0, 1), (1, 1), (1, 2), (0, 2), (0, 0), (2, 2)])),
    }


def stands(position: Position, day: str) -> bool:
    """The rule `standing`, in edition 1."""
    first, last = position["lived"]
    ended = position["superseded_on"]
    return (
        first <= 1 <= last and position["said_on_latest"] <= day and (ended is None or ended > day)
    )


def rank(position: Position) -> int:
    if position["attribution"] == "official_document":
        return 0
    return AUTHORITIES.index(position["authority"]) if position["authority"] else len(AUTHORITIES)


def headline(standing: list[Position]) -> Position:
    """The rule `headline`, word by word."""
    highest = [one for one in standing if rank(one) == min(map(rank, standing))]
    latest = [
        one for one in highest if one["said_on_latest"] == max(o["said_on_latest"] for o in highest)
    ]
    best = min(ATTRIBUTIONS.index(one["attribution"]) for one in latest)
    return min(
        (one for one in latest if ATTRIBUTIONS.index(one["attribution"]) == best),
        key=lambda one: one["id"],
    )


def in_order(standing: list[Position]) -> list[str]:
    """The ids by the rule: the headline, then the headline of what is left."""
    ids = []
    while standing:
        ids.append(headline(standing)["id"])
        standing = [one for one in standing if one["id"] not in ids]
    return ids


@given(
    known=st.lists(positions(), min_size=5, max_size=12, unique_by=lambda one: one["id"]),
    day=st.sampled_from(DAYS),
)
def test_it_is_chosen_as_the_rule_does(known: list[Position], day: str) -> None:
    store = store_of(known)
    stand = standing(store, {"as_of": day})
    found, told, sides = whole(stand), brief(stand), briefest(stand)
    store.engine.dispose()
    cells: dict[tuple[str, str], list[Position]] = defaultdict(list)
    for one in known:
        if stands(one, day):
            cells[one["party"], one["provision"]].append(one)
    assert {cell: [answer.headline["id"], *answer.others] for cell, answer in found.items()} == {
        cell: in_order(standing) for cell, standing in cells.items()
    }
    assert {cell: answer.origins for cell, answer in found.items()} == {
        cell: len({cited["source_origin"] for one in standing for cited in one["citations"]})
        for cell, standing in cells.items()
    }
    assert {cell: answer.headline for cell, answer in told.items()} == {
        cell: {name: answer.headline[name] for name in ("id", "stance", "direction")}
        for cell, answer in found.items()
    }
    assert {cell: answer.headline for cell, answer in sides.items()} == {
        cell: {name: answer.headline[name] for name in ("stance", "direction")}
        for cell, answer in found.items()
    }
