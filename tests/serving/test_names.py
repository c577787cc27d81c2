"""The names and values in a query, as the standard library reads them."""

from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.test import create_environ

from api.serving.names import EXACTING, name_of, pairs_in


@given(st.text("ab=&%+2;\xe9"), st.sampled_from(["latin-1", "utf-8"]))
def test_pairs_are_read_as_usual(query: str, encoding: str) -> None:
    told = {"keep_blank_values": True, "encoding": encoding}
    assert pairs_in(query, encoding, "replace") == parse_qsl(query, errors="replace", **told)


def test_what_is_no_text_is_an_error() -> None:
    with pytest.raises(UnicodeDecodeError):
        pairs_in("party=%ff", "utf-8", "strict")


@pytest.mark.parametrize("header", EXACTING)
def test_who_asks_for_more_than_an_answer_has_no_name(header: str) -> None:
    environ = create_environ("/v1/positions")
    assert name_of(environ) is not None
    assert name_of(environ | {header: "x"}) is None
