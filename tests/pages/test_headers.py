"""What pages and their files say of themselves, and how long they are kept."""

import re

import pytest
from flask.testing import FlaskClient

PATHS = ["/issues", "/issues/strait", "/positions/south-open-strait?release=1.0.0", "/about"]
FORBIDDEN = ("unsafe-inline", "unsafe-eval", "*", "http:", "https:")


@pytest.mark.parametrize("path", [*PATHS, "/parties/nobody", "/search?q="])
def test_nothing_but_our_own_is_run(client: FlaskClient, path: str) -> None:
    policy = client.get(path).headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; style-src 'self'; script-src 'self';")
    assert "frame-ancestors 'none'" in policy
    assert [word for word in FORBIDDEN if word in policy] == []


@pytest.mark.parametrize("path", PATHS)
def test_what_a_browser_has_is_not_sent_again(client: FlaskClient, path: str) -> None:
    first = client.get(path)
    assert first.headers["Cache-Control"] == "no-cache"
    assert first.headers["Parley-Release"] == "1.0.0"
    again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_a_draft_is_not_kept(client: FlaskClient) -> None:
    assert client.get("/issues?release=draft").headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "accept", ["text/html,application/xhtml+xml,*/*;q=0.8", "text/html", "*/*", "application/json"]
)
def test_any_accept_gets_the_page(client: FlaskClient, accept: str) -> None:
    response = client.get("/issues", headers={"Accept": accept})
    assert (response.status_code, response.mimetype) == (200, "text/html")


@pytest.mark.parametrize(
    ("name", "mimetype", "largest"),
    [("parley.css", "text/css", 15_000), ("parley.js", "text/javascript", 5_000), ("parley.svg", "image/svg+xml", 1_000)],
)  # fmt: skip
def test_a_file_is_kept_for_good(
    client: FlaskClient, name: str, mimetype: str, largest: int
) -> None:
    (address,) = re.findall(rf'"(/assets/\w+/{re.escape(name)})"', client.get("/issues").text)
    response = client.get(address)
    assert (response.status_code, response.mimetype) == (200, mimetype)
    assert len(response.data) < largest
    assert response.headers["Cache-Control"] == "public, immutable, max-age=31536000"
    again = client.get(address, headers={"If-None-Match": response.headers["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize(
    "address", ["/assets/000000000000/parley.css", "/assets/0/nothing.css", "/assets/0/..%2fviews.py"]
)  # fmt: skip
def test_a_file_of_another_version_is_not_there(client: FlaskClient, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 404
    assert response.headers["Cache-Control"] == "no-cache"


def test_the_sheet_and_the_module_ask_nobody_else(client: FlaskClient) -> None:
    for address in re.findall(r'"(/assets/[^"]+\.(?:css|js))"', client.get("/issues").text):
        assert re.findall(r"://|@import|url\(|import\s|fetch\(", client.get(address).text) == []
