import re
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from api import create_app
from api.http import docs


def test_the_page_names_no_other_host_and_holds_no_script(client: FlaskClient) -> None:
    page = client.get("/docs").text
    assert "://" not in page
    assert re.findall(r"<script(?![^>]*\bsrc=)", page) == []


@pytest.mark.parametrize("prefix", ["", "/parley"])
def test_all_that_the_page_needs_is_here(app: Flask, prefix: str) -> None:
    client = app.test_client()
    page = client.get("/docs", environ_overrides={"SCRIPT_NAME": prefix}).text
    needed = re.findall(r'(?:src|href|data-document)="([^"]+)"', page)
    assert len(needed) == 6
    for address in needed:
        assert address.startswith(f"{prefix}/")
        with client.get(address.removeprefix(prefix)) as response:
            assert response.status_code == 200


def test_the_document_names_the_prefix(app: Flask) -> None:
    served = app.test_client().get("/openapi.json", environ_overrides={"SCRIPT_NAME": "/parley"})
    assert served.json["servers"][0]["url"] == "/parley"


def test_links_keep_the_prefix(app: Flask) -> None:
    response = app.test_client().get(
        "/v1/positions?limit=1", environ_overrides={"SCRIPT_NAME": "/parley"}
    )
    assert response.json["links"]["self"] == "/parley/v1/positions?limit=1"
    assert response.json["links"]["next"].startswith("/parley/v1/positions?limit=1&cursor=")


def test_an_app_that_answers_makes_the_document_once(app: Flask) -> None:
    answering = create_app(dict(app.config))
    assert answering.test_client().get("/healthz").status_code == 200

    def document(_: int) -> dict[str, Any]:
        with answering.app_context():
            return docs.document()

    with ThreadPoolExecutor() as threads:
        first, *others = threads.map(document, range(4))
    assert first["paths"]
    assert all(one is first for one in others)
