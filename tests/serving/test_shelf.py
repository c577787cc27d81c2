"""What is kept is bounded, found by its names, and never taken for something else."""

from typing import Any

import pytest
from hypothesis import given, strategies

from api.serving.answers import OVERHEAD, Answer
from api.serving.codings import AS_IT_IS, CODINGS, IDENTITY, Choice
from api.serving.given import Given
from api.serving.shelf import MOST_NAMES, Shelf


def answer(text: str, size: int = 1) -> Answer:
    body = text.encode() * size
    headers = [("ETag", f'"{text}-{size}"'), ("Content-Type", "text/plain")]
    return Answer(Given("200 OK", headers, [body], "endpoint"), body, thorough=False)


def assert_sound(shelf: Shelf) -> None:
    assert shelf.weight == sum(one.weight for one in shelf.kept.values()) <= shelf.most
    assert all(one.shelved and one.counted == one.weight for one in shelf.kept.values())
    named = {name for one in shelf.kept.values() for name in one.names}
    assert named == set(shelf.found)
    for name, variant in shelf.found.items():
        assert shelf.kept[variant.answer.identity] is variant.answer
        assert name in variant.answer.names


STEPS = strategies.lists(
    strategies.tuples(
        strategies.sampled_from("abcdefgh"),
        strategies.integers(1, 9_000),
        strategies.integers(0, 40),
        strategies.sampled_from([IDENTITY, *CODINGS]),
    ),
    max_size=80,
)


@given(STEPS, strategies.integers(0, 60_000))
def test_a_shelf_does_as_a_dictionary_that_forgets(steps: list[Any], most: int) -> None:
    shelf, asked = Shelf(most), {}
    for text, size, number, coding in steps:
        name = (number, "name" * number)
        if found := shelf.found.get(name):
            assert found.answer.body == asked[name]
            found.answer.asked = True
            continue
        one = shelf.keep(answer(text, size))
        asked[name] = one.body
        shelf.name(name, one.variant(Choice(coding, True)))
        assert_sound(shelf)


def test_the_same_bytes_are_kept_once() -> None:
    shelf = Shelf(100_000)
    first = shelf.keep(answer("a", 500))
    assert shelf.keep(answer("a", 500)) is first
    assert shelf.keep(answer("b", 500)) is not first
    assert len(shelf.kept) == 2


def test_the_same_headers_are_not_the_same_bytes() -> None:
    shelf = Shelf(100_000)
    first, other = answer("a"), answer("a")
    other.body = b"b"
    assert shelf.keep(first) is first
    assert shelf.keep(other) is other
    shelf.name(("name",), other.variant(AS_IT_IS))
    assert shelf.found == {}


def test_what_was_asked_for_gets_a_second_chance() -> None:
    shelf = Shelf(10 * OVERHEAD)
    first, second, third, fourth = (shelf.keep(answer(text)) for text in "abcd")
    first.asked = True
    fifth = shelf.keep(answer("e"))
    assert list(shelf.kept.values()) == [third, fourth, fifth, first]
    assert shelf.evictions == 1
    assert second.identity not in shelf.kept


def test_all_that_is_asked_for_makes_room_too() -> None:
    shelf = Shelf(10 * OVERHEAD)
    for text in "abcdefgh":
        shelf.keep(answer(text)).asked = True
    assert_sound(shelf)
    assert (len(shelf.kept), shelf.evictions) == (4, 4)


def test_what_is_larger_than_its_share_is_not_kept() -> None:
    shelf = Shelf(40_000)
    large = answer("a", 10_000)
    assert shelf.keep(large) is large
    assert shelf.kept == {}


def test_names_are_bounded_too() -> None:
    shelf = Shelf(1_000_000)
    one = shelf.keep(answer("a"))
    for number in range(200):
        shelf.name((number,), one.variant(AS_IT_IS))
    assert len(shelf.found) == MOST_NAMES
    assert (199,) in shelf.found
    assert_sound(shelf)


@pytest.mark.parametrize("coding", CODINGS)
def test_what_is_encoded_weighs_too(coding: str) -> None:
    shelf = Shelf(1_000_000)
    one = shelf.keep(answer("word ", 1_000))
    before = shelf.weight
    shelf.name(("name",), one.variant(Choice(coding, False)))
    assert shelf.weight > before + len(one.variants[coding].body)
    assert_sound(shelf)
