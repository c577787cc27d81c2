"""The guide for language models and the catalogue of APIs: nothing in them is stale."""

import json
import re
import shutil
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from api import create_app
from api.dataset.freezing import freeze
from api.http import discovery
from schemas.kinds import QUERIES
from tests.conftest import DATA, OF_LATEST

LINK = re.compile(r"- \[([^\]]+)\]\(([^)\s]+)\): (.+)")
CATALOGUE = "/.well-known/api-catalog"


@pytest.fixture
def guide(client: FlaskClient) -> str:
    return str(client.get("/llms.txt").text)


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    data = Path(shutil.copytree(DATA, tmp_path_factory.mktemp("released") / "data"))
    freeze(data, "The first.", date(2020, 4, 1))
    return create_app({"DATA_DIR": data, "STORE_DIR": data.parent / "store"}).test_client()


def links(guide: str) -> list[tuple[str, str, str]]:
    return LINK.findall(guide)


def test_the_guide_has_the_form_of_its_kind(client: FlaskClient, guide: str) -> None:
    """A title, a summary, paragraphs, then sections with nothing but lists of links."""
    assert client.get("/llms.txt").headers["Content-Type"] == "text/plain; charset=utf-8"
    head, *sections = re.split(r"^## ", guide, flags=re.MULTILINE)
    title, summary, *_ = [block for block in head.split("\n\n") if block.strip()]
    assert (title, summary) == ("# Talks over the strait", "> A small dataset made for tests.")
    names = [section.partition("\n")[0] for section in sections]
    assert names == [
        "Entry points",
        "Lists",
        "Formats",
        "Comparison",
        "Time",
        "Absence",
        "How to cite",
    ]
    for section in sections:
        lines = [line for line in section.splitlines()[1:] if line]
        assert lines
        assert [line for line in lines if not LINK.fullmatch(line)] == []


def test_every_link_of_the_guide_answers(client: FlaskClient, guide: str) -> None:
    for _, address, _ in links(guide):
        assert address.startswith("http://localhost/")
        assert client.get(address).status_code == 200, address


def test_the_guide_names_all_that_is_served(app: Flask, guide: str) -> None:
    told = {re.sub(r"http://localhost|\?.*", "", address) for _, address, _ in links(guide)}
    served = {
        rule.rule
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith("/v1") and not rule.arguments
    } - {"/v1/diff"}
    assert served - told == set()
    assert {"/openapi.json", "/docs"} <= told


@pytest.mark.parametrize("kind", QUERIES)
def test_the_counts_are_those_of_the_lists(client: FlaskClient, guide: str, kind: str) -> None:
    total = client.get(f"/v1/{kind}?limit=1").json["meta"]["total"]
    (note,) = [note for name, _, note in links(guide) if name == kind]
    assert f" {total} in all, each at `/v1/{kind}/<id>`." in note


@pytest.mark.parametrize(
    ("state", "meaning"),
    [
        ("coded", "At least one position is coded."),
        ("none_found", "Texts were searched and hold no position."),
        ("not_coded", "No text was searched for it yet."),
    ],
)
def test_absence_is_told_as_the_codebook_tells_it(guide: str, state: str, meaning: str) -> None:
    assert (state, f"http://localhost/v1/coverage?state={state}", meaning) in links(guide)


def test_a_draft_says_so(guide: str) -> None:
    assert "This is a draft that was not released, covering 2020-01-10/2020-03-20" in guide


def test_a_release_is_named_with_its_day(released: FlaskClient) -> None:
    guide = released.get("/llms.txt").text
    assert "This is release 1.0.0 of 2020-04-01, covering" in guide
    for _, address, _ in links(guide):
        assert released.get(address).status_code == 200, address


def test_the_guide_keeps_the_prefix(app: Flask) -> None:
    response = app.test_client().get("/llms.txt", environ_overrides={"SCRIPT_NAME": "/parley"})
    found = links(response.text)
    assert found
    assert [one for one in found if not one[1].startswith("http://localhost/parley/")] == []


def test_the_catalogue_links_the_api_to_what_describes_it(client: FlaskClient) -> None:
    response = client.get(CATALOGUE)
    base = "http://localhost"
    assert response.headers["Content-Type"] == (
        'application/linkset+json; profile="https://www.rfc-editor.org/info/rfc9727"'
    )
    assert json.loads(response.data) == {
        "linkset": [
            {"anchor": f"{base}{CATALOGUE}", "item": [{"href": f"{base}/v1/"}]},
            {
                "anchor": f"{base}/v1/",
                "service-desc": [{"href": f"{base}/openapi.json", "type": "application/json"}],
                "service-doc": [{"href": f"{base}/docs", "type": "text/html"}],
                "status": [{"href": f"{base}/healthz", "type": "application/json"}],
                "license": [{"href": "https://creativecommons.org/licenses/by/4.0/"}],
            },
        ]
    }


def test_what_the_catalogue_links_is_of_its_kind(client: FlaskClient) -> None:
    _, api = client.get(CATALOGUE).json["linkset"]
    for relation in ("service-desc", "service-doc", "status"):
        for target in api[relation]:
            response = client.get(target["href"])
            assert (response.status_code, response.mimetype) == (200, target["type"])


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("prefix", ["", "/parley"])
@pytest.mark.parametrize("path", [CATALOGUE, "/v1/", "/v1"])
def test_the_catalogue_is_announced(app: Flask, path: str, prefix: str, method: str) -> None:
    response = app.test_client().open(
        path, method=method, environ_overrides={"SCRIPT_NAME": prefix}
    )
    assert response.status_code == 200
    assert response.headers["Link"] == f'<{prefix}{CATALOGUE}>; rel="api-catalog"'
    assert bool(response.data) == (method == "GET")


@pytest.mark.parametrize(
    ("path", "accept", "status"),
    [
        (CATALOGUE, "application/linkset+json", 200),
        (CATALOGUE, f'application/linkset+json;profile="{discovery.PROFILE}"', 200),
        (CATALOGUE, "application/json", 406),
        ("/llms.txt", "text/plain", 200),
        ("/llms.txt", "text/*", 200),
        ("/llms.txt", "text/html", 406),
    ],
)
def test_the_formats_are_those_of_the_standards(
    client: FlaskClient, path: str, accept: str, status: int
) -> None:
    assert client.get(path, headers={"Accept": accept}).status_code == status


@pytest.mark.parametrize("path", ["/llms.txt", CATALOGUE])
def test_a_guide_is_revalidated(client: FlaskClient, path: str) -> None:
    response = client.get(path)
    assert response.headers["Cache-Control"] == OF_LATEST
    again = client.get(path, headers={"If-None-Match": response.headers["ETag"]})
    assert again.status_code == 304
