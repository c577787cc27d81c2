"""Every failure has one shape, keeps its status and headers, and says what would be right."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from api import create_app
from tests.conftest import DATA


def assert_problem(response: TestResponse, status: int, detail: str) -> dict[str, Any]:
    assert response.status_code == status
    assert response.mimetype == "application/problem+json"
    problem: dict[str, Any] = response.json
    assert set(problem) - {"errors"} == {"type", "title", "status", "detail", "instance"}
    assert problem["status"] == status
    assert problem["detail"] == detail
    return problem


@pytest.mark.parametrize(
    ("path", "detail"),
    [
        ("/v1/parties/nort", "There is no party 'nort'; did you mean 'north'?"),
        ("/v1/positions/x", "There is no position 'x'; there are north-open-strait-1, north-open-strait-2, north-winter-truce, south-joint-patrols, south-open-strait."),
        ("/v1/sources/gazette-first-rund", "There is no source 'gazette-first-rund'; did you mean 'gazette-first-round'?"),
        ("/v1/parties/%00", "There is no party '\\x00'; there are league, north, south."),
        ("/v1/parties/%F0%9F%90%98", "There is no party '🐘'; there are league, north, south."),
        ("/v1/parties/north'--", 'There is no party "north\'--"; did you mean \'north\'?'),
        ("/v1/partys", "There is nothing at '/v1/partys'; did you mean '/v1/parties'?"),
        ("/v1/parties/", "There is nothing at '/v1/parties/'; did you mean '/v1/parties'?"),
        ("/v2/parties", "There is nothing at '/v2/parties'; did you mean '/v1/parties'?"),
        ("/v1/parties/north/south", "There is nothing at '/v1/parties/north/south'; did you mean '/v1/parties'?"),
    ],
)  # fmt: skip
def test_what_is_not_there(client: FlaskClient, path: str, detail: str) -> None:
    assert_problem(client.get(path), 404, detail)


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize("path", ["/v1/positions", "/v1/parties/north", "/v1/", "/healthz"])
def test_reading_is_all_there_is(client: FlaskClient, method: str, path: str) -> None:
    response = getattr(client, method)(path)
    detail = f"{method.upper()} is not possible here; possible are GET, HEAD, OPTIONS."
    assert_problem(response, 405, detail)
    assert set(response.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}


@pytest.mark.parametrize("accept", ["text/html", "application/xml, text/*", "application/json;q=0"])
def test_what_no_format_of_ours_meets(client: FlaskClient, accept: str) -> None:
    response = client.get("/v1/positions", headers={"Accept": accept})
    assert response.status_code == 406
    assert "application/json" in response.json["detail"]


@pytest.mark.parametrize(
    "accept",
    ["", "*/*", "application/*", "text/html, */*;q=0.1", "application/json", "APPLICATION/JSON"],
)
def test_what_we_have_is_acceptable(client: FlaskClient, accept: str) -> None:
    assert client.get("/v1/positions", headers={"Accept": accept}).status_code == 200


@pytest.mark.parametrize("path", ["/v1/positions?q=" + "a" * 8000, "/v1/parties/" + "a" * 8001])
def test_an_address_can_be_too_long(client: FlaskClient, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 414
    assert "at most 8000 are possible" in response.json["detail"]


def test_a_failure_of_ours_is_a_problem_without_secrets(tmp_path: Any) -> None:
    app: Flask = create_app({"DATA_DIR": DATA, "STORE_DIR": tmp_path})

    def fail(*args: Any) -> None:
        raise RuntimeError("a secret")

    app.extensions["parley"].page = fail
    response = app.test_client().get("/v1/positions")
    assert_problem(response, 500, "The server failed; the failure has been logged.")
    assert "secret" not in response.text


def test_a_store_that_is_gone_is_not_ready(tmp_path: Any) -> None:
    app: Flask = create_app({"DATA_DIR": DATA, "STORE_DIR": tmp_path})
    store = app.extensions["parley"]
    store.engine.dispose()
    next(tmp_path.iterdir()).unlink()
    response = app.test_client().get("/readyz")
    assert_problem(response, 503, "The dataset cannot be asked.")
    assert response.headers["Retry-After"] == "5"
    assert app.test_client().get("/healthz").json == {"status": "ok"}


def test_a_bare_v1_leads_to_the_index(client: FlaskClient) -> None:
    response = client.get("/v1")
    assert response.status_code == 308
    assert response.headers["Location"].endswith("/v1/")
