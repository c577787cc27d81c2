"""Each coding of an answer has a tag of its own."""

import pytest

from api.serving.validators import names, tagged, untagged


@pytest.mark.parametrize(
    ("tag", "coding", "told"),
    [
        ('"abc"', "identity", '"abc"'),
        ('"abc"', "zstd", '"abc-zstd"'),
        ('"abc"', "gzip", '"abc-gzip"'),
        ('W/"abc"', "br", 'W/"abc"'),
        ('""', "br", '"-br"'),
        ("", "gzip", ""),
    ],
)
def test_a_strong_tag_names_its_coding(tag: str, coding: str, told: str) -> None:
    assert tagged(tag, coding) == told
    assert untagged(told) == tag


@pytest.mark.parametrize(
    ("header", "told"),
    [
        ('"abc-zstd", W/"abc-br", "x"', '"abc", W/"abc", "x"'),
        ('"abc-zstd-2"', '"abc-zstd-2"'),
        ("*", "*"),
        ("", ""),
    ],
)
def test_what_a_client_insists_on_is_read_without_codings(header: str, told: str) -> None:
    assert untagged(header) == told


@pytest.mark.parametrize(
    ("header", "told"),
    [
        ('"abc-br"', True),
        ('W/"abc-br"', True),
        ('"other", "abc-br"', True),
        ("*", True),
        ('"abc"', False),
        ('"abc-zstd"', False),
        ("abc-br", True),
        ("", False),
        ('"', False),
    ],
)
def test_a_client_has_what_it_names(header: str, told: bool) -> None:
    assert names(header, '"abc-br"') is told
