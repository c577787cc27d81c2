"""What only a real server shows."""

import http.client
import json
import socket
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

import pytest

from schemas.kinds import QUERIES


def get(address: str) -> tuple[int, dict[str, str], bytes]:
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.netloc, timeout=20)
    connection.request("GET", parts.path + (f"?{parts.query}" if parts.query else ""))
    response = connection.getresponse()
    body = response.read()
    connection.close()
    return response.status, dict(response.headers), body


@pytest.mark.parametrize("kind", QUERIES)
def test_every_list_is_walked(server: str, kind: str) -> None:
    seen: list[str] = []
    address: str | None = f"/v1/{kind}?limit=7"
    total = -1
    while address:
        with urllib.request.urlopen(server + address) as response:
            body = json.load(response)
        seen += [record["id"] for record in body["data"]]
        total = body["meta"]["total"]
        address = body["links"]["next"]
    assert len(seen) == len(set(seen)) == total > 0


def test_many_may_ask_at_once(server: str) -> None:
    addresses = [f"{server}/v1/positions?limit={n % 20 + 1}&q=ceasefire" for n in range(200)]
    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(get, addresses))
    assert {status for status, _, _ in answers} == {200}
    assert len({body for _, _, body in answers}) <= 20


@pytest.mark.parametrize(
    ("target", "status"),
    [
        ("/v1/positions?party=%ff", 400),
        ("/v1/positions?%ff=1", 400),
        ("/v1/parties/%ff", 400),
        ("/v1/parties/%00", 404),
        ("/v1/parties/..%2f..", 404),
        ("/v1/positions?q=%f0%9f%90%98x", 200),
        ("/v1/positions?" + "q=" + "a" * 9000, 414),
    ],
)
def test_odd_targets(server: str, target: str, status: int) -> None:
    found, headers, _ = get(server + target)
    assert found == status
    if status >= 400:
        headers = {name.lower(): value for name, value in headers.items()}
        assert headers["content-type"] == "application/problem+json"


def test_a_malformed_request_does_not_stop_the_server(server: str) -> None:
    parts = urlsplit(server)
    with socket.create_connection((parts.hostname, parts.port), timeout=10) as raw:
        raw.sendall(b"NONSENSE\r\n\r\n")
        raw.recv(1024)
    assert get(f"{server}/healthz")[0] == 200
