"""Feeds of what changed, read by the libraries that readers are made of."""

import json
import shutil
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import atoma
import feedparser
import jsonfeedvalidator
import pytest
from flask.testing import FlaskClient

from api import create_app
from api.dataset.freezing import freeze
from tests.conftest import DATA, hold_to_document
from tests.edits import replace

NEW_IN_1_1 = {"language": "en", "authors": [{"name": "The Parley authors"}]}
QUERIES = [
    "",
    "?party=north",
    "?issue=strait&limit=1",
    "?action=corrected",
    "?action=moved&party=league",
]


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    data = Path(shutil.copytree(DATA, tmp_path_factory.mktemp("fed") / "data"))
    freeze(data, "The first.", date(2020, 4, 1))
    replace(
        data / "positions" / "south" / "strait.yaml",
        "Demands an open strait.",
        "Wants <all> & more.",
    )
    freeze(data, "Other words.", date(2020, 5, 1))
    app = create_app({"DATA_DIR": data, "STORE_DIR": data.parent / "store"})
    hold_to_document(app)
    return app.test_client()


def assert_valid(feed: dict[str, Any]) -> None:
    """Hold a feed to JSON Feed 1; what 1.1 added, which the library lacks, to what it should be."""
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert {name: feed[name] for name in NEW_IN_1_1} == NEW_IN_1_1
    assert (
        jsonfeedvalidator.validate_feed(
            {name: feed[name] for name in feed if name not in NEW_IN_1_1}
        )
        == []
    )


@pytest.mark.parametrize("query", QUERIES)
def test_an_atom_feed_is_valid(client: FlaskClient, query: str) -> None:
    response = client.get(f"/v1/changes.atom{query}")
    assert response.mimetype == "application/atom+xml"
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    strict = atoma.parse_atom_bytes(response.data)
    assert strict.authors[0].name == "The Parley authors"
    assert strict.updated == datetime(2020, 5, 1, tzinfo=UTC)
    lenient = feedparser.parse(response.data)
    assert not lenient.bozo
    (own,) = [link.href for link in lenient.feed.links if link.rel == "self"]
    assert own == f"http://localhost/v1/changes.atom{query}"
    assert [entry.id for entry in lenient.entries] == [entry.id_ for entry in strict.entries]


@pytest.mark.parametrize("query", QUERIES)
def test_a_json_feed_is_valid(client: FlaskClient, query: str) -> None:
    response = client.get(f"/v1/changes.jsonfeed{query}")
    assert response.mimetype == "application/feed+json"
    assert_valid(response.json)
    assert response.json["feed_url"] == f"http://localhost/v1/changes.jsonfeed{query}"


@pytest.mark.parametrize("query", QUERIES)
def test_both_feeds_tell_what_changed(client: FlaskClient, query: str) -> None:
    newest = f"{query}{'&' if query else '?'}sort=-release"
    changes = client.get(f"/v1/changes{newest}").json["data"]
    names = [f"http://localhost/v1/changes#{one['id']}" for one in changes]
    atom = feedparser.parse(client.get(f"/v1/changes.atom{query}").data)
    items = client.get(f"/v1/changes.jsonfeed{query}").json["items"]
    assert [entry.id for entry in atom.entries] == [item["id"] for item in items] == names
    assert [entry.title for entry in atom.entries] == [item["title"] for item in items]
    assert [entry.content[0].value for entry in atom.entries] == [
        item["content_text"] for item in items
    ]


def test_an_entry_says_what_happened(client: FlaskClient) -> None:
    (item,) = client.get("/v1/changes.jsonfeed?action=corrected").json["items"]
    assert item["title"] == "South, The strait: Wants <all> & more."
    assert (
        item["content_text"]
        == "Corrected in release 1.0.1.\nsummary: Demands an open strait. → Wants <all> & more."
    )
    assert (item["date_published"], item["tags"]) == (
        "2020-05-01T00:00:00Z",
        ["corrected", "positions"],
    )
    assert client.get(item["url"].removeprefix("http://localhost")).status_code == 200


@pytest.mark.parametrize(
    ("path", "accept"),
    [
        ("/v1/changes.atom", None),
        ("/v1/changes", "application/atom+xml"),
        ("/v1/changes", "application/atom+xml, application/json;q=0.5"),
    ],
)
def test_a_feed_is_asked_for_by_suffix_or_accept(
    client: FlaskClient, path: str, accept: str | None
) -> None:
    response = client.get(path, headers={"Accept": accept} if accept else {})
    assert response.mimetype == "application/atom+xml"
    assert ElementTree.fromstring(response.data).tag == "{http://www.w3.org/2005/Atom}feed"
    assert response.headers["ETag"]


def test_a_feed_goes_on(client: FlaskClient) -> None:
    address, found = "/v1/changes.jsonfeed?limit=10", []
    while address:
        body = client.get(address).json
        assert_valid(body)
        found += [item["id"] for item in body["items"]]
        address = body.get("next_url", "").removeprefix("http://localhost")
    assert len(found) == len(set(found)) == client.get("/v1/changes").json["meta"]["total"]
    atom = feedparser.parse(client.get("/v1/changes.atom?limit=10").data)
    (onward,) = [link.href for link in atom.feed.links if link.rel == "next"]
    page = feedparser.parse(client.get(onward.removeprefix("http://localhost")).data)
    assert [entry.id for entry in page.entries] == found[10:20]
    assert page.feed.id == atom.feed.id


def test_a_feed_is_named_by_what_is_chosen(client: FlaskClient) -> None:
    title = client.get("/v1/changes.jsonfeed?party=north,south&issue=strait").json["title"]
    assert title.endswith(": North, South, The strait")
    assert client.get("/v1/changes.jsonfeed").json["title"].endswith(": changes")


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/v1/changes.atom?party=nrth", 400),
        ("/v1/changes.atom?cursor=x", 400),
        ("/v1/changes.rss", 404),
        ("/v1/positions.atom", 404),
    ],
)
def test_what_is_no_feed_is_a_problem(client: FlaskClient, path: str, status: int) -> None:
    response = client.get(path)
    assert (response.status_code, response.mimetype) == (status, "application/problem+json")


def test_a_feed_may_begin_with_the_oldest(client: FlaskClient) -> None:
    items = client.get("/v1/changes.jsonfeed?sort=release&limit=1").json["items"]
    assert items[0]["date_published"] == "2020-04-01T00:00:00Z"


def test_a_feed_by_accept_names_its_own_address(client: FlaskClient) -> None:
    response = client.get("/v1/changes?party=north", headers={"Accept": "application/atom+xml"})
    (own,) = [
        link.href for link in feedparser.parse(response.data).feed.links if link.rel == "self"
    ]
    assert own == "http://localhost/v1/changes.atom?party=north"


def test_what_was_removed_leads_to_its_release(tmp_path: Path) -> None:
    data = Path(shutil.copytree(DATA, tmp_path / "data"))
    freeze(data, "The first.", date(2020, 4, 1))
    replace(
        data / "parties.yaml",
        "- id: north",
        "- {id: east, name: East, kind: state, role: observer}\n- id: north",
    )
    freeze(data, "One more.", date(2020, 5, 1))
    replace(data / "parties.yaml", "- {id: east, name: East, kind: state, role: observer}\n", "")
    (data / "errata.yaml").write_text(
        "- {id: gone, kind: parties, record: east, reason: No party.}\n"
    )
    freeze(data, "One less.", date(2020, 6, 1))
    client = create_app({"DATA_DIR": data, "STORE_DIR": tmp_path}).test_client()
    (item,) = client.get("/v1/changes.jsonfeed?action=removed").json["items"]
    assert (item["url"], item["title"]) == ("http://localhost/v1/releases/2.0.0", "East")
    assert item["content_text"] == "Removed in release 2.0.0.\nreason: No party."


def test_without_a_release_there_is_no_feed(tmp_path: Path) -> None:
    client = create_app({"DATA_DIR": DATA, "STORE_DIR": tmp_path}).test_client()
    response = client.get("/v1/changes.atom")
    assert response.status_code == 404
    assert (
        json.loads(response.data)["detail"]
        == "Nothing was released yet, so that there is nothing to tell."
    )


def test_a_feed_keeps_the_prefix(client: FlaskClient) -> None:
    prefix = {"SCRIPT_NAME": "/parley"}
    body = client.get("/v1/changes.jsonfeed?limit=1", environ_overrides=prefix).json
    assert body["feed_url"] == "http://localhost/parley/v1/changes.jsonfeed?limit=1"
    assert body["next_url"].startswith("http://localhost/parley/v1/changes.jsonfeed?")
    assert body["items"][0]["url"].startswith("http://localhost/parley/v1/")
