"""What others frame, how it is found, and what is refused."""

from urllib.parse import parse_qs, quote, urlsplit

import pytest
from flask.testing import FlaskClient

from tests.pages.html import parsed, words

FRAMES = ["/embed/matrix?as_of=2020-04-01&party=north&issue=strait", "/embed/timeline?issue=strait"]
SHOWN = [
    ("/", "/embed/matrix"),
    (
        "/?party=north&party=south&as_of=2020-04-01",
        "/embed/matrix?as_of=2020-04-01&party=north,south",
    ),
    ("/issues/strait", "/embed/timeline?issue=strait"),
    ("/issues/strait?release=1.0.0", "/embed/timeline?issue=strait&release=1.0.0"),
]


def oembed(client: FlaskClient, address: str, more: str = "") -> object:
    return client.get(f"/oembed?url={quote(f'http://localhost{address}', safe='')}{more}")


@pytest.mark.parametrize("path", FRAMES)
def test_anybody_may_frame_it(client: FlaskClient, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 200
    policy = response.headers["Content-Security-Policy"]
    assert policy.endswith("frame-ancestors *")
    assert policy.startswith("default-src 'none'; style-src 'self'; script-src 'self';")
    page = parsed(response)
    assert [one.tag for one in page.iter("header")] == []
    (base,) = page.iter("base")
    assert (base.get("target"), base.get("href")) == ("_blank", None)


@pytest.mark.parametrize(
    ("path", "told"),
    [
        (FRAMES[0], "accepts with conditions March 2020"),
        (FRAMES[1], "Positions on The strait, 2020"),
        ("/embed/timeline?party=league", "Nothing is recorded of this."),
        ("/embed/timeline?party=south&day_from=2020-01-13", "Positions of South, 2020"),
        ("/embed/matrix?as_of=2019-01-01&party=north", "Nothing stands on"),
    ],
)
def test_it_shows_what_is_asked_for(client: FlaskClient, path: str, told: str) -> None:
    assert told in words(parsed(client.get(path)))


@pytest.mark.parametrize(
    ("path", "status", "told"),
    [
        ("/embed/timeline?issue=straight", 400, "did you mean 'strait'?"),
        ("/embed/matrix?colour=red", 400, "colour"),
        ("/embed/timeline?limit=2", 400, "limit"),
        ("/embed/matrix?release=9", 404, "There is no release '9'"),
    ],
)
def test_what_is_refused_is_said_in_the_frame(
    client: FlaskClient, path: str, status: int, told: str
) -> None:
    response = client.get(path)
    assert response.status_code == status
    assert response.headers["Content-Security-Policy"].endswith("frame-ancestors *")
    assert told in words(parsed(response))


@pytest.mark.parametrize("path", FRAMES)
def test_it_leads_to_the_whole_page(client: FlaskClient, path: str) -> None:
    (footer,) = parsed(client.get(path)).iter("footer")
    (link,) = footer.iter("a")
    assert client.get(link.get("href") or "").status_code == 200
    assert "release 1.0.0 of 1 April 2020" in "".join(footer.itertext())


@pytest.mark.parametrize(("page", "frame"), SHOWN)
def test_a_page_tells_how_it_is_shown_elsewhere(client: FlaskClient, page: str, frame: str) -> None:
    found = parsed(client.get(page))
    (link,) = [one for one in found.iter("link") if one.get("type") == "application/json+oembed"]
    told = client.get(urlsplit(link.get("href") or "")._replace(scheme="", netloc="").geturl()).json
    assert f'src="http://localhost{frame.replace("&", "&amp;")}"' in told["html"]
    (snippet,) = [one for one in found.iter("code") if "iframe" in "".join(one.itertext())]
    assert f'src="http://localhost{frame.replace("&", "&amp;")}"' in "".join(snippet.itertext())
    assert client.get(frame).status_code == 200


@pytest.mark.parametrize(("page", "frame"), [*SHOWN, *((frame, frame) for _, frame in SHOWN)])
def test_oembed_tells_it_by_the_address(client: FlaskClient, page: str, frame: str) -> None:
    told = oembed(client, page, "&maxwidth=400&maxheight=5000&format=json&dnt=true").json
    assert {name: told[name] for name in ("version", "type", "width", "height", "provider_name")} == {
        "version": "1.0", "type": "rich", "width": 400, "height": 600, "provider_name": "Parley",
    }  # fmt: skip
    (source,) = [word[5:-1] for word in told["html"].split() if word.startswith("src=")][:1]
    asked, meant = urlsplit(source.replace("&amp;", "&")), urlsplit(frame)
    assert asked.path == meant.path
    assert parse_qs(asked.query) == parse_qs(meant.query)


@pytest.mark.parametrize(
    ("query", "status", "told"),
    [
        ("", 400, "Missing data for required field."),
        ("url=http://localhost/&maxwidth=0", 400, "at least 1"),
        ("url=http://localhost/&maxheight=wide", 400, "maxheight"),
        ("url=http://localhost/&format=xml", 501, "oEmbed is served as JSON only."),
        ("url=http://elsewhere.example/", 404, "can be shown"),
        ("url=http://localhost/parties", 404, "can be shown"),
        ("url=http://localhost/issues/straight", 404, "can be shown"),
        ("url=http://localhost.evil.example/issues/strait", 404, "can be shown"),
        ("url=javascript:alert(1)", 404, "can be shown"),
        ("url=http://[", 404, "can be shown"),
        ("url=http://localhost/%3Fview%3D1%26self%3D2", 200, "/embed/matrix?self=2&amp;view=1"),
        ("url=http://localhost/?party=\"><script>alert(1)</script>", 200, "%22%3E%3Cscript%3E"),
    ],
)  # fmt: skip
def test_oembed_refuses_what_it_cannot_show(
    client: FlaskClient, query: str, status: int, told: str
) -> None:
    response = client.get(f"/oembed?{query}")
    assert response.status_code == status
    assert told in response.text
    if status != 200:
        assert response.mimetype == "application/problem+json"


def test_the_script_for_frames_stays_at_its_address(client: FlaskClient) -> None:
    response = client.get("/embed.js")
    assert (response.status_code, response.mimetype) == (200, "text/javascript")
    assert response.headers["Cache-Control"] == "no-cache"
    assert len(response.data) < 1_500
