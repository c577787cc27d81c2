"""Pages of an order: what is selected, from a rank on -> the first of it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.store import ordering
from api.store.edition import Edition
from api.store.marks import marked
from api.store.ordering import Order, Orders

PLACES = st.permutations(range(12))


@pytest.mark.parametrize("step", [1, 2, ordering.STEP])
@pytest.mark.parametrize("near", [1, 3, ordering.NEAR])
@given(places=PLACES, selected=st.sets(st.integers(0, 11)), start=st.integers(0, 12))
def test_the_first_that_are_selected(
    near: int, step: int, places: list[int], selected: set[int], start: int
) -> None:
    order = Order(np.array(places, np.int32), np.argsort(places).astype(np.int32))
    marks = marked(np.isin(np.arange(12), sorted(selected)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ordering, "NEAR", near)
        patch.setattr(ordering, "STEP", step)
        found = order.first(marks, start, 3).tolist()
    assert found == [place for place in places[start:] if place in selected][:3]
    assert order.first(None, start, 3).tolist() == places[start:][:3]


NAMES, KEYS = ("parties", "issues", "provisions"), (("id", False),)


@pytest.mark.parametrize(
    ("asked", "room", "kept"),
    [
        ("parties issues", 2, "parties issues"),
        ("parties issues parties", 2, "issues parties"),
        ("parties issues parties provisions", 2, "parties provisions"),
        ("parties issues provisions", 3, "parties issues provisions"),
        ("parties issues", 0, "issues"),
    ],
)
def test_the_orders_asked_for_last_are_kept(
    store: Edition, asked: str, room: int, kept: str
) -> None:
    heaviest = max(Orders(store.columns).order(kind, KEYS).weight for kind in NAMES)
    orders = Orders(store.columns, most=room * heaviest)
    for kind in asked.split():
        given = orders.order(kind, KEYS)
        assert given.places.tolist() == orders.worked_out(kind, KEYS).places.tolist()
        assert orders.order(kind, KEYS) is given
    assert [kind for kind, _ in orders.kept] == kept.split()
    assert orders.weight == sum(order.weight for order in orders.kept.values())
