"""Pictures of a matrix and of a timeline: what stands in them, and what cannot be drawn."""

import struct
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest
from flask.testing import FlaskClient

from api.pictures import answers

SVG = "{http://www.w3.org/2000/svg}"
DAY = "as_of=2020-04-01"
MATRIX, TIMELINE = f"/v1/matrix{{}}?{DAY}", "/v1/timeline{}"


def drawn(client: FlaskClient, address: str) -> Element:
    """Return a picture's tree; fail if it is no XML."""
    response = client.get(address)
    assert (response.status_code, response.mimetype) == (200, "image/svg+xml"), response.text
    return ElementTree.fromstring(response.text)


def texts(picture: Element) -> list[str]:
    return [text.text or "" for text in picture.iter(f"{SVG}text")]


def told(picture: Element) -> str:
    return " ".join((picture.findtext(f"{SVG}desc") or "").split())


@pytest.mark.parametrize(
    ("query", "title", "words"),
    [
        (f"{DAY}&party=south,north&issue=strait", "Who holds what on 1 April 2020", "Is the strait open to all ships? South: demands, 15 January 2020; North: accepts with conditions, March 2020. Do both sides patrol the strait together? South: requests, 10 to 12 January 2020; North: none found."),
        (f"{DAY}&provision=winter-truce&party=north", "Who holds what on 1 April 2020", "Do the sides stop fighting for the winter? North: questions, by 15 February 2020."),
        ("as_of=2019-01-01", "Who holds what on 1 January 2019", ""),
    ],
)  # fmt: skip
def test_a_matrix_is_told_in_words(client: FlaskClient, query: str, title: str, words: str) -> None:
    picture = drawn(client, f"/v1/matrix.svg?{query}")
    assert picture.findtext(f"{SVG}title") == title
    assert told(picture) == words


def test_a_matrix_shows_who_where_and_when(client: FlaskClient) -> None:
    picture = drawn(client, f"/v1/matrix.svg?{DAY}&party=south,north&issue=truce,strait")
    shown = texts(picture)
    assert [shown.index(one) for one in ("South", "North", "The strait")] == sorted(
        shown.index(one) for one in ("South", "North", "The strait")
    )
    assert shown.index("Truce") < shown.index("The strait")
    assert {"demands", "15 January 2020", "For", "Against", "none found"} <= set(shown)


def test_questions_on_which_nothing_stands_are_counted(client: FlaskClient) -> None:
    shown = texts(drawn(client, f"/v1/matrix.svg?{DAY}&party=north&issue=strait"))
    assert "Is the strait open to all ships?" in shown
    assert "Do both sides patrol the strait together?" not in shown
    assert "Nothing stands on 1 further question." in shown


def test_a_matrix_without_a_choice_is_that_of_the_first_page(client: FlaskClient) -> None:
    address = next(text for text in texts(drawn(client, MATRIX.format(".svg"))) if "://" in text)
    assert address == f"http://localhost/?party=north,south,league&issue=strait,truce&{DAY}&release=draft"  # fmt: skip


@pytest.mark.parametrize(
    ("query", "title", "words"),
    [
        ("issue=strait", "Positions on The strait, 2020", "A lane for each party with a mark for each position. North: 1 against, 1 conditional. South: 2 for."),
        ("issue=strait&party=south,north", "Positions of South and North on The strait, 2020", "A lane for each party with a mark for each position. North: 1 against, 1 conditional. South: 2 for."),
        ("provision=winter-truce", "Do the sides stop fighting for the winter?, 2020", "A lane for each party with a mark for each position. North: 1 open."),
        ("party=south&day_from=2020-01-13", "Positions of South, 2020", "A lane for each party with a mark for each position. South: 1 for."),
        ("party=league", "Positions of The League", ""),
        ("as_of=2020-01-12&party=north", "Positions of North, 2020", "A lane for each party with a mark for each position. North: 1 against."),
    ],
)  # fmt: skip
def test_a_timeline_is_told_in_words(
    client: FlaskClient, query: str, title: str, words: str
) -> None:
    picture = drawn(client, f"/v1/timeline.svg?{query}")
    assert picture.findtext(f"{SVG}title") == title
    assert told(picture) == words


@pytest.mark.parametrize("path", [MATRIX, TIMELINE])
def test_a_picture_says_where_it_is_from(client: FlaskClient, path: str) -> None:
    shown = texts(drawn(client, path.format(".svg")))
    assert any("://localhost/" in text and "release=draft" in text for text in shown)
    assert any(text.startswith("Draft, which may change. CC-BY") for text in shown)


@pytest.mark.parametrize("path", [MATRIX, TIMELINE])
def test_every_link_leads_somewhere(client: FlaskClient, path: str) -> None:
    links = [one.get("href") or "" for one in drawn(client, path.format(".svg")).iter(f"{SVG}a")]
    assert len(links) > 3
    for link in links:
        assert link.startswith("http://localhost/")
        assert client.get(link).status_code == 200


def test_nothing_said_is_told(client: FlaskClient) -> None:
    picture = drawn(client, "/v1/timeline.svg?party=league")
    assert "Nothing is recorded of this." in texts(picture)


@pytest.mark.parametrize("path", [MATRIX, TIMELINE])
def test_png_is_the_same_twice_as_fine(client: FlaskClient, path: str) -> None:
    picture = drawn(client, path.format(".svg"))
    response = client.get(path.format(".png"))
    assert (response.status_code, response.mimetype) == (200, "image/png")
    assert response.data[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", response.data[16:24])
    assert (width, height) == tuple(2 * int(picture.get(side) or 0) for side in ("width", "height"))
    assert client.get(path.format(".png")).data == response.data


@pytest.mark.parametrize("path", [MATRIX, TIMELINE])
@pytest.mark.parametrize(("accept", "mimetype"), [("image/svg+xml,image/*;q=0.8", "image/svg+xml"), ("image/png", "image/png"), ("*/*", "application/json")])  # fmt: skip
def test_a_picture_is_asked_for_by_accept(
    client: FlaskClient, path: str, accept: str, mimetype: str
) -> None:
    response = client.get(path.format(""), headers={"Accept": accept})
    assert (response.status_code, response.mimetype) == (200, mimetype)


@pytest.mark.parametrize("address", ["/v1/matrix.svg?as_of=2020-04-01", "/v1/timeline.png"])
def test_a_picture_runs_nothing_and_is_not_sent_again(client: FlaskClient, address: str) -> None:
    first = client.get(address)
    policy = first.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
    name = address[4:].partition("?")[0].replace(".", "-draft.")
    assert first.headers["Content-Disposition"] == f'inline; filename="parley-{name}"'
    again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("/v1/matrix.svg?party=nrth", "There is no party 'nrth'; did you mean 'north'?"),
        ("/v1/matrix.png?as_of=2020", "Must be a day such as '2025-03-13'."),
        ("/v1/timeline.svg?limit=2", "A picture shows everything; choose less by party, issue or days."),
        ("/v1/matrix.svg?cursor=x", "A picture shows everything; choose less by party, issue or provision."),
        ("/v1/timeline.png?sort=day", "A picture shows everything; choose less by party, issue or days."),
        ("/v1/timeline.svg?issue=straight", "There is no issue 'straight'; did you mean 'strait'?"),
    ],
)  # fmt: skip
def test_what_cannot_be_drawn_is_a_problem(client: FlaskClient, address: str, told: str) -> None:
    response = client.get(address)
    assert (response.status_code, response.mimetype) == (400, "application/problem+json")
    assert told in response.text


def test_too_much_is_refused(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers, "MOST_CELLS", 8)
    monkeypatch.setattr(answers, "MOST_MARKS", 4)
    matrix = client.get("/v1/matrix.svg?as_of=2020-03-31")
    assert matrix.status_code == 400
    assert "A picture holds at most 8 cells; this would have 9." in matrix.text
    timeline = client.get("/v1/timeline.png?day_from=2020")
    assert timeline.status_code == 400
    assert "A picture holds at most 4 marks; this would have 5." in timeline.text
    assert client.get("/v1/timeline.svg?party=north&day_from=2020").status_code == 200


def test_days_of_events_alone_may_be_too_many(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answers, "MOST_MARKS", 1)
    response = client.get("/v1/timeline.svg?party=south&day_from=2020-01-14")
    assert response.status_code == 400
    assert "A picture holds at most 1 day; this would have 2." in response.text
