"""A small WSGI application that counts how often it is asked, and what serves it."""

import hashlib
from collections.abc import Callable, Iterator
from threading import Lock
from typing import Any

import pytest
from werkzeug.test import Client

from api.serving.given import CROWDED
from api.serving.metering import Meter
from api.serving.middleware import Serving
from api.serving.shelf import Shelf
from api.serving.streams import Places

Headers = dict[str, str]


class Counted:
    """Answer with the address that was asked, so often repeated that it is worth encoding."""

    def __init__(self, headers: Headers | None = None, status: str = "200 OK") -> None:
        self.status, self.headers = status, headers or {}
        self.asked: list[str] = []
        self.lock = Lock()
        self.before: Callable[[], Any] = lambda: None

    def __call__(self, environ: dict[str, Any], start_response: Any) -> list[bytes]:
        if CROWDED in environ:
            start_response("503 SERVICE UNAVAILABLE", [("Content-Length", "0")])
            return [b""]
        address = f"{environ['PATH_INFO']}?{environ['QUERY_STRING']}"
        with self.lock:
            self.asked.append(address)
        self.before()
        body = f"{address} ".encode() * 300
        tag = hashlib.sha256(body).hexdigest()[:12]
        usual = {"Content-Type": "text/plain", "Content-Length": str(len(body)), "ETag": f'"{tag}"'}
        told = {name: value for name, value in (usual | self.headers).items() if value}
        start_response(self.status, list(told.items()))
        return [body]


class Endless:
    """Answer with a body that is made while it is sent, and notes when it is closed."""

    def __init__(self, parts: int) -> None:
        self.parts, self.closed = parts, 0

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Any:
        if CROWDED in environ:
            start_response("503 SERVICE UNAVAILABLE", [("Retry-After", "5")])
            return [b"crowded"]
        start_response("200 OK", [("Content-Type", "text/csv"), ("ETag", 'W/"stream"')])
        return self

    def __iter__(self) -> Iterator[bytes]:
        yield from (b"%07d\n" % number * 128 for number in range(self.parts))

    def close(self) -> None:
        self.closed += 1


def served(app: Any, most: int = 1_000_000, places: int = 2) -> Serving:
    """Return what serves an application."""
    return Serving(app, Shelf(most), Places(places), Meter(), frozenset({"party"}))


def sources(serving: Serving) -> dict[str, int]:
    """Return how many answers came from where."""
    counted: dict[str, int] = {}
    for (_, source), tally in serving.meter.answers.items():
        counted[source] = counted.get(source, 0) + tally.number
    return {source: number for source, number in counted.items() if number}


@pytest.fixture
def counted() -> Counted:
    return Counted()


@pytest.fixture
def serving(counted: Counted) -> Serving:
    return served(counted)


@pytest.fixture
def client(serving: Serving) -> Client:
    return Client(serving)
