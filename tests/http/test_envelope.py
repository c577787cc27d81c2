"""What is put around data: arrays of what is JSON already, and values in addresses."""

import json
from typing import Any
from urllib.parse import quote_plus

from hypothesis import given
from hypothesis import strategies as st

from api.http.envelope import array, escaped

ADDRESSED = st.text(st.characters(codec="utf-8") | st.sampled_from("aZ9_.~,/:-+ %&=#"))


@given(st.lists(st.integers() | st.text()))
def test_pieces_of_an_array_are_one(items: list[Any]) -> None:
    pieces = array([json.dumps(item).encode() for item in items])
    assert json.loads(b"".join(pieces)) == items


@given(ADDRESSED)
def test_a_value_is_escaped_as_the_standard_library_does(value: str) -> None:
    assert escaped(value) == quote_plus(value, safe=",/:")
