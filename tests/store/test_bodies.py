"""Records by number: in the order that is asked for, and kept as far as there is room."""

import json
import sys

import pytest

from api.store.bodies import CHUNK, Bodies
from api.store.edition import Edition

KIND = "positions"


@pytest.fixture
def bodies(store: Edition) -> Bodies:
    return Bodies(store.engine)


@pytest.fixture
def all_of(store: Edition, bodies: Bodies) -> list[str]:
    """All positions, by number."""
    return next(bodies.every(KIND, [list(range(1, store.columns.size(KIND) + 1))]))


@pytest.mark.parametrize("numbers", [[], [1], [3, 1, 2], [2, 2, 1], [1, 1]])
def test_they_come_in_the_order_that_is_asked_for(
    bodies: Bodies, all_of: list[str], numbers: list[int]
) -> None:
    wanted = [all_of[number - 1] for number in numbers]
    assert list(bodies.every(KIND, [numbers, numbers])) == [wanted, wanted]
    assert bodies.at(KIND, numbers) == wanted
    assert bodies.at(KIND, numbers) == wanted


def test_more_than_a_chunk_is_read_whole(bodies: Bodies, all_of: list[str]) -> None:
    numbers = [1, 2, 3] * CHUNK
    assert bodies.at(KIND, numbers) == all_of[:3] * CHUNK


def test_what_was_read_is_kept(bodies: Bodies) -> None:
    (body,) = bodies.at(KIND, [1])
    assert bodies.at(KIND, [1])[0] is body


def test_kinds_are_told_apart(bodies: Bodies) -> None:
    (position,), (party,) = bodies.at(KIND, [1]), bodies.at("parties", [1])
    assert "stance" in json.loads(position)
    assert "stance" not in json.loads(party)


@pytest.mark.parametrize("room", [0, 1, 2])
def test_what_is_kept_first_makes_room(store: Edition, all_of: list[str], room: int) -> None:
    most = sum(sys.getsizeof(body) for body in all_of[1 : 1 + room])
    bodies = Bodies(store.engine, most)
    for number in (1, 2, 3)[: room + 1]:
        assert bodies.at(KIND, [number]) == [all_of[number - 1]]
        assert bodies.weight <= most
    assert set(bodies.kept) == {(KIND, number) for number in (2, 3)[:room]}


def test_an_export_keeps_nothing(bodies: Bodies) -> None:
    assert list(bodies.every(KIND, [[1, 2]]))
    assert bodies.kept == {}
