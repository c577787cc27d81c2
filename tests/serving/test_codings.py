"""Which coding is chosen, and that what is encoded can be read."""

import gzip
from collections.abc import Callable

import brotli
import pytest
import zstandard

from api.serving.codings import CODINGS, choice, encodable

DECODE: dict[str, Callable[[bytes], bytes]] = {
    "zstd": lambda text: zstandard.ZstdDecompressor().decompress(text),
    "br": brotli.decompress,
    "gzip": gzip.decompress,
}


@pytest.mark.parametrize(
    ("header", "coding", "needed"),
    [
        ("", "identity", False),
        ("gzip", "gzip", False),
        ("GZIP", "gzip", False),
        ("gzip, deflate, br, zstd", "zstd", False),
        ("gzip, deflate, br", "br", False),
        ("gzip;q=1.0, br;q=0.5", "gzip", False),
        ("deflate", "identity", False),
        ("*", "zstd", False),
        ("zstd;q=0, *", "br", False),
        ("*;q=0.1, gzip", "gzip", False),
        ("identity", "identity", False),
        ("identity;q=0.5, gzip;q=0.1", "identity", False),
        ("identity;q=0.5, gzip;q=0.5", "gzip", False),
        ("gzip;q=0", "identity", False),
        ("gzip, identity;q=0", "gzip", True),
        ("br;q=0.2, gzip;q=0.3, *;q=0", "gzip", True),
        ("gzip;q=nonsense", "identity", False),
        (",;=,,", "identity", False),
        ("gzip, " + "x-unknown, " * 100, "gzip", False),
    ],
)
def test_the_best_coding_is_chosen(header: str, coding: str, needed: bool) -> None:
    assert choice(header) == (coding, needed)


@pytest.mark.parametrize(
    "header", ["identity;q=0", "*;q=0", "deflate, identity;q=0", "gzip;q=0, *;q=0"]
)
def test_nothing_may_be_left(header: str) -> None:
    assert choice(header) is None


@pytest.mark.parametrize("thorough", [True, False])
@pytest.mark.parametrize("coding", CODINGS)
def test_what_is_encoded_is_smaller_and_the_same(coding: str, thorough: bool) -> None:
    text = "Чи згодна сторона? ".encode() * 200
    encoded = CODINGS[coding](text, thorough)
    assert len(encoded) < len(text) / 5
    assert DECODE[coding](encoded) == text
    assert CODINGS[coding](text, thorough) == encoded


@pytest.mark.parametrize(
    ("media_type", "told"),
    [
        ("application/json", True),
        ("text/html; charset=utf-8", True),
        ("application/problem+json", True),
        ("application/atom+xml", True),
        ("application/x-ndjson", True),
        ("image/svg+xml", True),
        ("image/png", False),
        ("application/zip", False),
        ("application/vnd.sqlite3", False),
        ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", False),
        ("", False),
    ],
)
def test_text_is_worth_encoding(media_type: str, told: bool) -> None:
    assert encodable(media_type) is told
