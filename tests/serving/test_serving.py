"""What is kept is what the application would answer; what others may not have is not kept."""

from threading import Barrier, Event, Thread
from typing import Any

import pytest
import zstandard
from werkzeug.test import Client

from api.serving import names
from tests.serving.conftest import Counted, Endless, served, sources
from tests.serving.test_codings import DECODE

ALIKE = [
    ("/a?party=x&issue=y", "/a?issue=y&party=x"),
    ("/a?party=x,y", "/a?party=x&party=y"),
    ("/a?party=x,y", "/a?party=x%2Cy"),
    ("/a?q=one+two", "/a?q=one%20two"),
    ("/a?q=", "/a?q"),
    ("/a?q=1", "/a?&q=1&&"),
    ("/%61", "/a"),
]
UNLIKE = [
    ("/a?party=x,y", "/a?party=y,x"),
    ("/a?q=x&q=y", "/a?q=x,y"),
    ("/a?q=x&q=y", "/a?q=y&q=x"),
    ("/a?q=a%3Db", "/a?q%3Da=b"),
    ("/a?q=1", "/a?Q=1"),
    ("/a?q=%FF", "/a?q=%EF%BF%BD"),
    ("/a?q=%C3%A9", "/a?q=e%CC%81"),
    ("/a?x=1", "/a%3Fx=1"),
    ("/a/", "/a"),
    ("/a%2Fb", "/a%252Fb"),
    ("/a?q", "/a"),
    ("/a?q=1;r=2", "/a?q=1&r=2"),
]

STREAMED = DECODE | {
    "zstd": lambda text: zstandard.ZstdDecompressor().decompressobj().decompress(text)
}


def ask(client: Client, address: str, **headers: str) -> tuple[int, list[tuple[str, str]], bytes]:
    response = client.get(
        address, headers={name.replace("_", "-"): told for name, told in headers.items()}
    )
    return response.status_code, list(response.headers), response.data


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_spellings_of_one_question_are_asked_once(
    client: Client, counted: Counted, one: str, other: str
) -> None:
    assert ask(client, one) == ask(client, other) == ask(client, one)
    assert len(counted.asked) == 1


@pytest.mark.parametrize(("one", "other"), UNLIKE)
def test_other_questions_are_asked_too(
    client: Client, counted: Counted, one: str, other: str
) -> None:
    for _ in range(2):
        ask(client, one)
        ask(client, other)
    assert len(counted.asked) == 2


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("Host", ("a.example", "b.example", "a.example:80")),
        ("Accept", ("*/*", "text/csv", "text/csv;q=0.5")),
    ],
)
def test_what_decides_an_answer_tells_answers_apart(
    client: Client, counted: Counted, name: str, values: tuple[str, ...]
) -> None:
    for value in (*values, *values):
        ask(client, "/a", **{name: value})
    assert len(counted.asked) == len(values)


@pytest.mark.parametrize("change", [{"SCRIPT_NAME": "/api"}, {"wsgi.url_scheme": "https"}])
def test_where_it_is_mounted_tells_answers_apart(
    client: Client, counted: Counted, change: dict[str, str]
) -> None:
    for environ in ({}, change, {}, change):
        client.get("/a", environ_overrides=environ)
    assert len(counted.asked) == 2


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Cache-Control": "no-store"}, "200 OK"),
        ({"Cache-Control": "private, max-age=9"}, "200 OK"),
        ({"ETag": 'W/"weak"'}, "200 OK"),
        ({"ETag": ""}, "200 OK"),
        ({"Content-Length": ""}, "200 OK"),
        ({"Set-Cookie": "a=b"}, "200 OK"),
        ({"Accept-Ranges": "bytes"}, "200 OK"),
        ({"Vary": "Accept, Origin"}, "200 OK"),
        ({"Vary": "*"}, "200 OK"),
        ({}, "404 NOT FOUND"),
        ({}, "206 PARTIAL CONTENT"),
        ({}, "308 PERMANENT REDIRECT"),
        ({}, "500 INTERNAL SERVER ERROR"),
    ],
)
def test_what_is_not_for_all_is_not_kept(headers: dict[str, str], status: str) -> None:
    counted = Counted(headers, status)
    serving = served(counted)
    for _ in range(3):
        assert ask(Client(serving), "/a")[0] == int(status[:3])
    assert len(counted.asked) == 3
    assert (serving.shelf.found, serving.shelf.weight) == ({}, 0)


@pytest.mark.parametrize("method", ["POST", "OPTIONS", "PUT", "FOO"])
def test_another_method_is_not_answered_from_what_is_kept(
    client: Client, counted: Counted, method: str
) -> None:
    ask(client, "/a")
    client.open("/a", method=method)
    assert len(counted.asked) == 2


@pytest.mark.parametrize(
    "headers",
    [
        {"Range": "bytes=0-1"},
        {"If-Match": '"other"'},
        {"If-Unmodified-Since": "Sun, 06 Nov 1994 08:49:37 GMT"},
    ],
)
def test_who_asks_for_more_is_answered_by_the_application(
    client: Client, counted: Counted, headers: dict[str, str]
) -> None:
    for _ in range(2):
        ask(client, "/a")
        client.get("/a", headers=headers)
    assert len(counted.asked) == 3


def test_a_head_is_the_head_of_what_is_kept(client: Client, counted: Counted) -> None:
    first = client.head("/a", headers={"Accept-Encoding": "gzip"})
    whole = client.get("/a", headers={"Accept-Encoding": "gzip"})
    again = client.head("/a", headers={"Accept-Encoding": "gzip"})
    assert list(first.headers) == list(whole.headers) == list(again.headers)
    assert (first.data, again.data) == (b"", b"")
    assert int(first.headers["Content-Length"]) == len(whole.data) > 0
    assert len(counted.asked) == 1


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Forwarded-Host": "evil.example"},
        {"X-Original-Url": "/b"},
        {"X-Rewrite-Url": "/b"},
        {"X-Http-Method-Override": "POST"},
        {"Forwarded": "host=evil.example"},
        {"Cookie": "session=1"},
        {"Authorization": "Basic eA=="},
        {"Origin": "https://evil.example"},
        {"Content-Type": "application/json"},
        {"Connection": "Accept, close"},
    ],
)
def test_what_decides_nothing_is_not_looked_at(
    client: Client, counted: Counted, headers: dict[str, str]
) -> None:
    assert ask(client, "/a") == ask(client, "/a", **headers)
    assert len(counted.asked) == 1


def test_the_raw_address_is_not_looked_at(client: Client, counted: Counted) -> None:
    """Servers tell it beside the path; the application reads the path alone."""
    for raw in ("/a", "/b", "http://evil.example/c"):
        client.get("/a", environ_overrides={"RAW_URI": raw, "REQUEST_URI": raw})
    assert counted.asked == ["/a?"]


def test_nothing_outlives_its_day(
    client: Client, counted: Counted, monkeypatch: pytest.MonkeyPatch
) -> None:
    day = 20_000 * names.DAY
    for now in (day - 0.1, day - 0.1, day + 0.1, day + names.DAY - 1, day + names.DAY):
        monkeypatch.setattr(names, "time", lambda now=now: now)
        ask(client, "/a")
    assert len(counted.asked) == 3


def test_many_odd_requests_do_not_fill_the_memory(counted: Counted) -> None:
    serving = served(counted, most=200_000)
    client = Client(serving)
    for number in range(400):
        ask(
            client,
            "/a",
            Accept=f"text/{'x' * 3000}{number}",
            Accept_Encoding=f"gzip;q=0.{number:04}",
        )
        ask(client, f"/{number}?q={'y' * (number % 40)}")
    assert 0 < serving.shelf.weight <= 200_000
    held = sum(len(str(part)) for name in serving.shelf.found for part in name)
    assert held < 200_000
    assert serving.shelf.evictions > 300


def test_what_is_longer_than_any_need_is_not_kept(counted: Counted) -> None:
    serving = served(counted)
    for _ in range(2):
        ask(Client(serving), f"/a?q={'x' * 4000}")
        ask(Client(serving), "/a", Accept=f"text/{'x' * 4000}")
    assert len(counted.asked) == 4
    assert serving.shelf.found == {}


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("", None),
        ("gzip", "gzip"),
        ("br, gzip", "br"),
        ("zstd, br, gzip", "zstd"),
        ("identity;q=0, br", "br"),
    ],
)
@pytest.mark.parametrize("most", [0, 1_000_000])
def test_each_coding_has_its_version(
    counted: Counted, most: int, accepted: str, coding: str | None
) -> None:
    client = Client(served(counted, most))
    plain = client.get("/a").headers["ETag"]
    response = client.get("/a", headers={"Accept-Encoding": accepted})
    suffix = f'-{coding}"' if coding else '"'
    assert response.headers["ETag"] == f"{plain[:-1]}{suffix}"
    assert response.headers.get("Content-Encoding") == coding
    assert response.headers["Vary"] == "Accept-Encoding"
    assert int(response.headers["Content-Length"]) == len(response.data)
    for condition, status in (
        (response.headers["ETag"], 304),
        (plain, 200 if coding else 304),
        ('"x"', 200),
    ):
        told = {"Accept-Encoding": accepted, "If-None-Match": condition}
        again = client.get("/a", headers=told)
        assert again.status_code == status
        if status == 304:
            assert (again.data, again.headers["ETag"]) == (b"", response.headers["ETag"])
            assert again.headers["Vary"] == "Accept-Encoding"
            assert "Content-Type" not in again.headers


def test_a_body_is_encoded_once(client: Client, serving: Any) -> None:
    bodies = {
        id(serving.shelf.found[name].body) for _ in range(3) for name in named(client, serving)
    }
    assert len(bodies) == 1


def named(client: Client, serving: Any) -> list[Any]:
    for accepted in ("gzip", "gzip;q=0.5", "deflate, gzip"):
        ask(client, "/a", Accept_Encoding=accepted)
    return [name for name in serving.shelf.found if any("gzip" in str(part) for part in name)]


@pytest.mark.parametrize(
    "headers",
    [
        {"Content-Type": "application/zip"},
        {"Content-Type": "image/png"},
        {"Accept-Ranges": "bytes"},
        {"Content-Encoding": "br"},
        {"content-encoding": "gzip"},
    ],
)
def test_what_is_compressed_already_stays_as_it_is(headers: dict[str, str]) -> None:
    response = Client(served(Counted(headers))).get("/a", headers={"Accept-Encoding": "gzip"})
    coded = [value for name, value in headers.items() if name.lower() == "content-encoding"]
    assert response.headers.getlist("Content-Encoding") == coded
    assert "Vary" not in response.headers


def test_one_computes_for_all_who_ask_at_once(counted: Counted) -> None:
    serving, many = served(counted), 12
    start, answers = Barrier(many), []
    counted.before = lambda: until_waiting(serving, many - 1)

    def one() -> None:
        start.wait(10)
        answers.append(ask(Client(serving), "/a"))

    threads = [Thread(target=one) for _ in range(many)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert counted.asked == ["/a?"]
    assert answers == [answers[0]] * many
    assert sources(serving) == {"application": 1, "shared": many - 1}


def until_waiting(serving: Any, many: int) -> None:
    """Wait until so many wait for the flight that is under way."""
    (flight,) = serving.flights.flying.values()
    for _ in range(1000):
        if flight.awaited and len(flight.awaited._cond._waiters) == many:
            return
        Event().wait(0.01)
    raise TimeoutError


def test_who_reads_slowly_leaves_room_for_others() -> None:
    endless = Endless(4000)
    client = Client(served(endless, places=2))
    slow = [client.get("/a") for _ in range(2)]
    for response in slow:
        next(iter(response.response))
    crowded = client.get("/a")
    assert (crowded.status_code, crowded.headers["Retry-After"]) == (503, "5")
    assert client.head("/a").status_code == 200
    assert client.get("/a", headers={"If-None-Match": 'W/"stream"'}).status_code == 304
    slow[0].close()
    with client.get("/a") as response:
        assert response.status_code == 200
        assert response.data == b"".join(endless)
    slow[1].close()
    assert endless.closed == 6


def test_a_stream_comes_in_large_pieces() -> None:
    endless = Endless(4000)
    with Client(served(endless)).get("/a") as response:
        pieces = [len(piece) for piece in response.response]
    assert sum(pieces) == 4000 * 1024
    assert len(pieces) < 70


@pytest.mark.parametrize("coding", DECODE)
def test_a_stream_is_encoded_while_it_is_sent(coding: str) -> None:
    endless = Endless(4000)
    client = Client(served(endless))
    headers = {"Accept-Encoding": coding}
    with client.get("/a", headers=headers) as response:
        assert response.is_streamed
        assert STREAMED[coding](response.data) == b"".join(endless)
    told = client.head("/a", headers=headers).headers
    for name, value in {
        "Content-Encoding": coding,
        "Vary": "Accept-Encoding",
        "ETag": 'W/"stream"',
    }.items():
        assert response.headers[name] == told[name] == value


def test_a_short_stream_is_sent_whole() -> None:
    response = Client(served(Endless(10))).get("/a", headers={"Accept-Encoding": "gzip"})
    assert response.headers["Content-Encoding"] == "gzip"
    assert response.headers["ETag"] == 'W/"stream"'
    assert int(response.headers["Content-Length"]) == len(response.data)
