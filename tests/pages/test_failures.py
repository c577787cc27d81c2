"""Failures on a page are pages that say what is wrong, in the words of the API."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from api import create_app
from api.dataset.freezing import freeze
from tests.conftest import DATA
from tests.edits import RENAMED, rename
from tests.pages.html import parsed, words

BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
FAILURES = [
    ("/positions/nothing", 404, "There is no position 'nothing'"),
    ("/positions/south-open-strat", 404, "did you mean 'south-open-strait'?"),
    ("/parties/nort", 404, "There is no party 'nort'; did you mean 'north'?"),
    ("/issues/<b>", 404, "There is no issue '<b>'"),
    ("/issues?release=9.0.0", 404, "There is no release '9.0.0'; did you mean '1.0.0'?"),
    ("/issues/strait?release=", 404, "There is no release ''"),
    ("/issues?nonsense=1", 400, "There is no parameter 'nonsense'"),
    ("/issues?release=draft&release=1.0.0", 400, "Given more than once."),
    ("/search?q=", 400, "Must hold a letter or a digit"),
    ("/search?q=!!!", 400, "Must hold a letter or a digit"),
    ("/issues?from=1.0.0", 400, "There is no parameter 'from'"),
    ("/issues?release=%ff", 400, "The query of the address is not UTF-8."),
    ("/nowhere", 404, "There is nothing at '/nowhere'"),
    ("/isues", 404, "did you mean '/issues'?"),
]


@pytest.mark.parametrize(("path", "status", "told"), FAILURES)
def test_a_failure_is_a_page(client: FlaskClient, path: str, status: int, told: str) -> None:
    response = client.get(path, headers=BROWSER)
    assert (response.status_code, response.mimetype) == (status, "text/html")
    assert told in words(parsed(response))
    assert "ETag" not in response.headers


@pytest.mark.parametrize(
    "path",
    [
        path
        for path, status, _ in FAILURES
        if path.startswith(("/positions", "/parties/n", "/issues?r"))
    ],
)
def test_it_is_told_as_the_api_tells_it(client: FlaskClient, path: str) -> None:
    problem = client.get(f"/v1{path}").json
    reasons = [error["reason"] for error in problem.get("errors", [])] or [problem["detail"]]
    read = words(parsed(client.get(path)))
    assert [reason for reason in reasons if reason not in read] == []


@pytest.mark.parametrize(
    "accept", ["*/*", "application/json", "application/problem+json, text/html;q=0.5", ""]
)
def test_who_asks_for_no_page_gets_a_problem(client: FlaskClient, accept: str) -> None:
    response = client.get("/nowhere", headers={"Accept": accept})
    assert response.mimetype == "application/problem+json"


@pytest.mark.parametrize("path", ["/v1/parties/nobody", "/v1/parties?nonsense=1"])
def test_the_api_answers_a_browser_with_problems(client: FlaskClient, path: str) -> None:
    response = client.get(path, headers=BROWSER | {"Accept": "text/html,*/*;q=0.8"})
    assert response.mimetype == "application/problem+json"


@pytest.mark.sqlite
def test_a_store_that_is_gone_is_told_on_a_page(released: Path, tmp_path: Path) -> None:
    client = create_app({"DATA_DIR": released, "STORE_DIR": tmp_path}).test_client()
    assert client.get("/readyz").status_code == 200
    for file in tmp_path.glob("*.sqlite"):
        file.write_bytes(b"")
    response = client.get("/about")
    assert (response.status_code, response.mimetype) == (500, "text/html")
    assert "The server failed; the failure has been logged." in words(parsed(response))


@pytest.fixture(scope="module")
def renamed(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """An app whose release renamed a record of each kind."""
    data = Path(shutil.copytree(DATA, tmp_path_factory.mktemp("renamed") / "data"))
    freeze(data, "The first.", date(2020, 4, 1))
    for kind, (old, new) in RENAMED.items():
        rename(data, kind, old, new)
    freeze(data, "Other names.", date(2020, 5, 1))
    return create_app({"DATA_DIR": data, "STORE_DIR": data.parent / "store"})


@pytest.mark.parametrize(
    ("kind", "old", "new"),
    [(kind, old, new) for kind, (old, new) in RENAMED.items() if kind != "provisions"],
)
@pytest.mark.parametrize("query", ["", "?release=2.0.0"])
def test_an_old_id_leads_on(renamed: Flask, kind: str, old: str, new: str, query: str) -> None:
    client = renamed.test_client()
    response = client.get(f"/{kind}/{old}{query}")
    assert (response.status_code, response.headers["Location"]) == (308, f"/{kind}/{new}{query}")
    assert client.get(f"/{kind}/{new}{query}").status_code == 200
    assert client.get(f"/{kind}/{old}?release=1.0.0").status_code == 200
