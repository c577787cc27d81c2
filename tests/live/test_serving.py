"""Slow readers leave the server to others; other servers run the app as well."""

import gzip
import json
import shutil
import socket
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from email.message import Message
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from api import SERVING
from tests.conftest import DATA
from tests.running import granian, serving

STALLED = 24
PLACES = int(SERVING["STREAMS"])
SERVERS: dict[str, Callable[[int], list[str]]] = {
    "waitress": lambda port: ["waitress", f"--listen=127.0.0.1:{port}", "wsgi:app"],
    "gunicorn": lambda port: ["gunicorn", "--threads", "8", "--bind", f"127.0.0.1:{port}", "wsgi:app"],
}  # fmt: skip


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Settings of a dataset whose list of events has 15 MB."""
    data = Path(shutil.copytree(DATA, tmp_path_factory.mktemp("large") / "data"))
    event = "title: A round, kind: round, held_on: 2020-01, parties: [north], sources: [gazette-first-round]"
    many = [f"- {{id: round-{n:05}, {event}, note: {'word ' * 199}end}}\n" for n in range(12_000)]
    path = data / "events.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "".join(many), encoding="utf-8")
    return {"DATA_DIR": str(data), "STORE_DIR": str(data.parent / "store")}


@pytest.fixture(scope="module")
def large(settings: dict[str, str]) -> Iterator[str]:
    """The address of a server of that dataset."""
    with serving(granian, **settings) as address:
        yield address


def ask(address: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    told = {name.replace("_", "-"): value for name, value in headers.items()}
    try:
        with urllib.request.urlopen(
            urllib.request.Request(address, headers=told), timeout=10
        ) as response:
            return response.status, lowered(response.headers), response.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, lowered(error.headers), error.read()


def lowered(headers: Message) -> dict[str, str]:
    """Return headers by their names in small letters, as servers differ in them."""
    return {name.lower(): value for name, value in headers.items()}


def stalled(address: str, path: str) -> socket.socket:
    """Ask for something long, and read no more of it than the status."""
    parts = urlsplit(address)
    reader = socket.socket()
    reader.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    reader.settimeout(20)
    reader.connect((parts.hostname, parts.port))
    reader.sendall(f"GET {path} HTTP/1.1\r\nHost: {parts.netloc}\r\n\r\n".encode())
    return reader


def test_who_stops_reading_stops_nobody_else(large: str) -> None:
    with ExitStack() as stack:
        readers = [stack.enter_context(stalled(large, "/v1/events.ndjson")) for _ in range(STALLED)]
        statuses = [reader.recv(12)[-3:] for reader in readers]
        assert statuses.count(b"200") == PLACES
        assert statuses.count(b"503") == STALLED - PLACES
        for path in ("/healthz", "/v1/parties", "/v1/parties", "/v1/matrix", "/issues", "/metrics"):
            begun = time.monotonic()
            assert ask(large + path)[0] == 200
            assert time.monotonic() - begun < 5
        status, headers, body = ask(f"{large}/v1/events.csv")
        assert (status, headers["retry-after"]) == (503, "5")
        assert headers["content-type"] == "application/problem+json"
        assert "long answers" in json.loads(body)["detail"]
    assert_free(large)


def assert_free(address: str) -> None:
    """Long answers are sent again, soon after those who read slowly have gone."""
    until = time.monotonic() + 20
    while (found := ask(f"{address}/v1/events.ndjson"))[0] != 200:
        assert time.monotonic() < until
        time.sleep(0.2)
    assert found[2].count(b"\n") == 12_002


def test_who_asks_slowly_is_not_waited_for_for_ever(large: str) -> None:
    parts = urlsplit(large)
    with socket.create_connection((parts.hostname, parts.port), timeout=15) as slow:
        slow.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\n")
        slow.recv(1000)
        assert slow.recv(1000) == b""


@pytest.mark.parametrize("server", SERVERS)
def test_other_servers_run_it_too(server: str, settings: dict[str, str]) -> None:
    with serving(SERVERS[server], **settings) as address:
        for _ in range(2):
            status, headers, body = ask(f"{address}/v1/events", Accept_Encoding="gzip")
            assert (status, headers["content-encoding"]) == (200, "gzip")
            assert json.loads(gzip.decompress(body))["meta"]["total"] == 12_002
            tag = headers["etag"]
            assert ask(f"{address}/v1/events", Accept_Encoding="gzip", If_None_Match=tag)[0] == 304
        assert ask(f"{address}/v1/events.ndjson")[2].count(b"\n") == 12_002
        assert ask(f"{address}/v1/parties/nobody")[0] == 404
