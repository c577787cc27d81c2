import base64
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.store.cursors import BadCursor, decode, encode, fingerprint

PRINT = fingerprint("positions", {}, ["-said_on"])


@given(st.lists(st.text() | st.integers(-(2**63), 2**63 - 1), min_size=1))
def test_a_cursor_gives_back_its_key(key: list[str | int]) -> None:
    like = [type(value) for value in key]
    assert decode(PRINT, encode(PRINT, key), like) == key


def test_a_cursor_holds_on() -> None:
    """Followers of `links.later` keep one from version to version of this program."""
    mark = fingerprint("changes", {"from": "1.0.0"}, {"party": ["кит"]}, False)
    cursor = "WyI3MzE4MTFjNmI5ZDMiLDIsMCwicG9zaXRpb25zL1x1MDBlOS0xIiwiMjQyMzE3NTgzNzc1Il0"
    assert encode(mark, [2, 0, "positions/é-1"]) == cursor
    assert decode(mark, cursor, [int, int, str]) == [2, 0, "positions/é-1"]


@given(st.text())
def test_no_text_breaks_a_cursor(text: str) -> None:
    with pytest.raises(BadCursor):
        decode(PRINT, text, [str])


@given(st.text(), st.integers(0, 200), st.characters())
def test_a_changed_cursor_is_refused(key: str, place: int, other: str) -> None:
    cursor = encode(PRINT, [key])
    changed = cursor[: place % len(cursor)] + other + cursor[place % len(cursor) + 1 :]
    if changed != cursor:
        with pytest.raises(BadCursor):
            decode(PRINT, changed, [str])


def cursor(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "Is not a cursor."),
        ("é", "Is not a cursor."),
        ("!!!!", "Is not a cursor."),
        ("AAAA", "Is not a cursor."),
        (cursor([PRINT]), "Is not a cursor of this list."),
        (cursor([PRINT, 1]), "Is not a cursor of this list."),
        (cursor([PRINT, True]), "Is not a cursor of this list."),
        (cursor([PRINT, None]), "Is not a cursor of this list."),
        (cursor([PRINT, "a"]), "Is not a cursor of this list."),
        (cursor([PRINT, "\ud800", "x"]), "Is not a cursor of this list."),
        (cursor([PRINT, 2**63, "x"]), "Is not a cursor of this list."),
        (encode(PRINT, ["\ud800"]), "Is not a cursor of this list."),
        (encode(PRINT, [2**70]), "Is not a cursor of this list."),
        (cursor([PRINT, "a", "b"]), "Is not a cursor of this list."),
        (cursor({"a": 1}), "Belongs to another list."),
        (cursor(["0", "a"]), "Belongs to another list."),
        (encode(fingerprint("positions", {}, ["said_on"]), ["a"]), "Belongs to another list."),
    ],
)
def test_what_is_no_cursor_of_the_list(text: str, message: str) -> None:
    with pytest.raises(BadCursor) as caught:
        decode(PRINT, text, [str])
    assert str(caught.value) == message


@pytest.mark.parametrize("value", [2**63, -(2**63) - 1, "\ud800"])
def test_what_no_database_can_compare_is_refused(value: str | int) -> None:
    with pytest.raises(BadCursor):
        decode(PRINT, encode(PRINT, [value]), [type(value)])
