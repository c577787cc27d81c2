"""Addresses are asked of a real server on this machine."""

import socket
import time
from collections.abc import Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest

from api.dataset import links
from api.dataset.links import ask, check, states
from api.dataset.loading import load
from schemas.links import LinkSchema

DAY = date(2026, 11, 22)


class Handler(BaseHTTPRequestHandler):
    """Answers with the status that the path names."""

    def do_GET(self) -> None:
        answer = self.path.strip("/")
        if answer == "garbage":
            self.wfile.write(b"hello \x01 there\r\n" + b"x" * 3000)
        elif answer == "silence":
            time.sleep(3)
        else:
            self.send_response(int(answer.partition("-")[0]))
            self.end_headers()

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with HTTPServer(("127.0.0.1", 0), Handler) as listening:
        thread = Thread(target=listening.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{listening.server_port}"
        listening.shutdown()
        thread.join()


@pytest.mark.parametrize("status", [200, 204, 403, 404, 410, 500, 999])
def test_an_answer(server: str, status: int) -> None:
    assert ask(f"{server}/{status}") == {"status": status}


def test_letters_beyond_ascii_are_asked_for(server: str) -> None:
    assert ask(f"{server}/200-мир") == {"status": 200}


@pytest.mark.parametrize("answer", ["garbage", "silence"])
def test_what_is_no_answer_can_be_recorded(
    server: str, answer: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(links, "SECONDS", 1)
    link = ask(f"{server}/{answer}")
    assert link["failure"].startswith("no answer: ")
    assert LinkSchema().load({"id": "a", "checked_on": "2026-11-22"} | link)


def test_no_answer() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        answer = ask(f"http://127.0.0.1:{unused.getsockname()[1]}/")
    assert set(answer) == {"failure"}
    assert answer["failure"].startswith("no answer: ")


def test_every_address_is_asked(copy: Path, server: str) -> None:
    for name, status in (("gazette-first-round", 200), ("gazette-second-round", 404)):
        path = copy / "sources" / f"{name}.yaml"
        lines = [line for line in path.read_text().splitlines() if not line.startswith("url:")]
        path.write_text("\n".join([*lines, f"url: {server}/{status}"]), encoding="utf-8")
    assert check(load(copy), DAY) == [
        {"id": "gazette-first-round", "checked_on": "2026-11-22", "status": 200},
        {"id": "gazette-second-round", "checked_on": "2026-11-22", "status": 404},
    ]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("[]", "never checked"),
        ("- {id: gazette-first-round, checked_on: 2020-04-02, status: 404}", "404 on 2020-04-02"),
        ("- {id: gazette-first-round, checked_on: 2020-04-02, failure: no answer}", "no answer on 2020-04-02"),
    ],
)  # fmt: skip
def test_states(copy: Path, written: str, expected: str) -> None:
    (copy / "links.yaml").write_text(written, encoding="utf-8")
    assert list(states(load(copy))) == [
        f"{expected}\tgazette-first-round\thttps://example.org/first-round"
    ]


def test_links_may_be_unknown(copy: Path) -> None:
    (copy / "links.yaml").unlink()
    assert next(states(load(copy))).startswith("never checked")
