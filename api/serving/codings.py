"""Content codings: which one a client takes best, and how bytes are put into it."""

import gzip
import zlib
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Any, NamedTuple

import brotli
import zstandard
from werkzeug.datastructures import Accept
from werkzeug.http import parse_accept_header

IDENTITY = "identity"
LONGEST_HEADER = 200
SMALLEST = 1000
TEXTUAL = ("text/", "image/svg+xml", "application/json", "application/javascript")
STRUCTURED = ("+json", "+xml", "/x-ndjson", "/x-bibtex", "/x-research-info-systems")

Encode = Callable[[bytes, bool], bytes]


class Choice(NamedTuple):
    """The coding that a client takes best; it is `needed` where bytes as they are will not do."""

    coding: str
    needed: bool


AS_IT_IS = Choice(IDENTITY, False)


def in_zstd(body: bytes, thorough: bool) -> bytes:
    """Put bytes into Zstandard (RFC 8878)."""
    return zstandard.ZstdCompressor(level=9 if thorough else 1).compress(body)


def in_brotli(body: bytes, thorough: bool) -> bytes:
    """Put bytes into Brotli (RFC 7932)."""
    encoded: bytes = brotli.compress(body, quality=5 if thorough else 1)
    return encoded


def in_gzip(body: bytes, thorough: bool) -> bytes:
    """Put bytes into gzip (RFC 1952), without the time, so that they are the same every time."""
    return gzip.compress(body, 6 if thorough else 1, mtime=0)


CODINGS: dict[str, Encode] = {"zstd": in_zstd, "br": in_brotli, "gzip": in_gzip}


class BrotliStream:
    """A stream in Brotli, spoken to as zlib's and Zstandard's are."""

    def __init__(self) -> None:
        stream = brotli.Compressor(quality=1)
        self.compress: Callable[[bytes], bytes] = stream.process
        self.flush: Callable[[], bytes] = stream.finish


STREAMS: dict[str, Callable[[], Any]] = {
    "zstd": lambda: zstandard.ZstdCompressor(level=1).compressobj(),
    "br": BrotliStream,
    "gzip": lambda: zlib.compressobj(level=1, wbits=31),
}


def encoded(coding: str, parts: Iterable[bytes]) -> Iterator[bytes]:
    """Put the parts of a body into a coding while they come."""
    stream = STREAMS[coding]()
    yield from filter(None, map(stream.compress, parts))
    yield stream.flush()


def choice(header: str) -> Choice | None:
    """Return what an `Accept-Encoding` takes best, None if it takes nothing that there is."""
    return remembered(header) if len(header) <= LONGEST_HEADER else chosen(header)


def chosen(header: str) -> Choice | None:
    """Weigh the codings (RFC 9110, 12.5.3); among equals, what comes first in our table wins."""
    accepted = parse_accept_header(header, Accept)
    best = max(CODINGS, key=accepted.quality)
    weight = accepted.quality(best)
    plain = accepted.quality(IDENTITY)
    if accepted.find(IDENTITY) >= 0 and plain == 0:
        return Choice(best, True) if weight > 0 else None
    return Choice(best if weight > 0 and weight >= plain else IDENTITY, False)


remembered = lru_cache(maxsize=512)(chosen)


def encodable(media_type: str) -> bool:
    """Tell whether a media type is text of some kind, and not compressed already."""
    name = media_type.partition(";")[0].strip().lower()
    return name.startswith(TEXTUAL) or name.endswith(STRUCTURED)
