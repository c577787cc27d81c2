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
        ("/v2/parties", "There is nothing at '/v2/parties'; did you mean '/v1/parties'?"),
        ("/v1/parties/north/south", "There is nothing at '/v1/parties/north/south'."),
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


@pytest.mark.parametrize(
    "accept", ["text/html", "application/xml, image/*", "application/json;q=0"]
)
@pytest.mark.parametrize("path", ["/v1/positions", "/v1", "/v1/parties/north", "/healthz"])
def test_what_no_format_of_ours_meets(client: FlaskClient, path: str, accept: str) -> None:
    response = client.get(path, headers={"Accept": accept})
    assert response.status_code == 406
    assert "application/json" in response.json["detail"]


@pytest.mark.parametrize(
    "accept",
    [
        "",
        "*/*",
        "application/*",
        "text/html, */*;q=0.1",
        "application/json",
        "APPLICATION/JSON",
        "application/json; charset=utf-8",
        "text/xml;q=1, application/json;odata=verbose;q=0.2",
    ],
)
def test_what_we_have_is_acceptable(client: FlaskClient, accept: str) -> None:
    assert client.get("/v1/positions", headers={"Accept": accept}).status_code == 200


@pytest.mark.parametrize("path", ["/v1/positions?q=" + "a" * 8000, "/v1/parties/" + "a" * 8001])
def test_an_address_can_be_too_long(client: FlaskClient, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 414
    assert "at most 8000 are possible" in response.json["detail"]


def test_the_longest_address_is_answered(client: FlaskClient) -> None:
    query = "party=north" + ",north" * 1000
    padded = query + "," * (8000 - len("/v1/positions") - len(query))
    assert client.get(f"/v1/positions?{padded}").status_code == 200
    assert client.get(f"/v1/positions?{padded},").status_code == 414


def test_a_failure_of_ours_is_a_problem_without_secrets(tmp_path: Any) -> None:
    app: Flask = create_app({"DATA_DIR": DATA, "STORE_DIR": tmp_path})

    def fail(*args: Any) -> None:
        raise RuntimeError("a secret")

    app.extensions["parley"].edition("latest").page = fail
    response = app.test_client().get("/v1/positions")
    assert_problem(response, 500, "The server failed; the failure has been logged.")
    assert "secret" not in response.text
    assert response.headers.getlist("Access-Control-Allow-Origin") == ["*"]


@pytest.mark.sqlite
def test_a_store_that_is_gone_is_not_ready(tmp_path: Any) -> None:
    app: Flask = create_app({"DATA_DIR": DATA, "STORE_DIR": tmp_path})
    store = app.extensions["parley"]
    store.engine.dispose()
    next(tmp_path.iterdir()).unlink()
    response = app.test_client().get("/readyz")
    assert_problem(response, 503, "The dataset cannot be asked.")
    assert response.headers["Retry-After"] == "5"
    assert app.test_client().get("/healthz").json == {"status": "ok"}


@pytest.mark.parametrize(("query", "status"), [("q=\xff", 400), ("q=\xc3\xa9", 200)])
def test_bytes_that_are_not_escaped_are_held_to_utf_8(
    client: FlaskClient, query: str, status: int
) -> None:
    response = client.get("/v1/positions", environ_overrides={"QUERY_STRING": query})
    assert response.status_code == status


@pytest.mark.parametrize("path", ["/v1", "/v1/parties", "/v1/parties/north", "/healthz"])
def test_a_slash_at_the_end_makes_no_difference(client: FlaskClient, path: str) -> None:
    one, other = client.get(path), client.get(f"{path}/")
    assert one.status_code == other.status_code == 200
    assert one.json == other.json


@pytest.mark.parametrize(
    ("path", "detail"),
    [
        ("/v1/positions?q=%ff", "The query of the address is not UTF-8."),
        ("/v1/positions?%c0%80=1", "The query of the address is not UTF-8."),
        ("/v1/positions?q=%ed%a0%80", "The query of the address is not UTF-8."),
    ],
)
def test_what_is_not_text_is_not_guessed(client: FlaskClient, path: str, detail: str) -> None:
    assert_problem(client.get(path), 400, detail)


@pytest.mark.parametrize("path", ["/v1//positions", "//v1/positions", "/v1/positions%2fx"])
def test_no_address_is_silently_another(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_a_path_is_told_as_an_address(client: FlaskClient) -> None:
    problem = assert_problem(
        client.get("/v1/parties/a%20b%C3%A9"),
        404,
        "There is no party 'a bé'; there are league, north, south.",
    )
    assert problem["instance"] == "/v1/parties/a%20b%C3%A9"


def test_a_missing_file_is_a_problem_in_our_words(client: FlaskClient) -> None:
    assert_problem(
        client.get("/docs/assets/nope.css"), 404, "There is nothing at '/docs/assets/nope.css'."
    )


@pytest.mark.parametrize("path", ["/v1/positions", "/healthz", "/v1/parties/x", "/nowhere"])
def test_a_failure_may_not_be_kept_for_another_question(client: FlaskClient, path: str) -> None:
    response = client.get(path, headers={"Accept": "text/html"})
    assert "Accept" in response.headers["Vary"]
    assert response.headers["Cache-Control"] in ("no-cache", "no-store")
