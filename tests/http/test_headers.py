"""Validators, CORS and what keeps a response safe."""

import pytest
from flask.testing import FlaskClient

from tests.conftest import OF_LATEST

PATHS = [
    "/v1/",
    "/v1/positions",
    "/v1/positions/north-winter-truce",
    "/v1/codebook",
    "/openapi.json",
]


@pytest.mark.parametrize("path", PATHS)
def test_what_a_client_has_is_not_sent_again(client: FlaskClient, path: str) -> None:
    etag = client.get(path).headers["ETag"]
    assert etag.startswith('"')
    for condition in (etag, f"W/{etag}", f'"other", {etag}', "*"):
        response = client.get(path, headers={"If-None-Match": condition})
        assert response.status_code == 304
        assert response.headers["ETag"] == etag
        assert response.data == b""
    assert client.get(path, headers={"If-None-Match": '"other"'}).status_code == 200


@pytest.mark.parametrize(
    ("condition", "status"), [("*", 200), ("{}", 200), ('"x", {}', 200), ('"x"', 412)]
)
def test_a_client_may_insist_on_a_version(client: FlaskClient, condition: str, status: int) -> None:
    etag = client.get("/v1/parties").headers["ETag"]
    response = client.get("/v1/parties", headers={"If-Match": condition.format(etag)})
    assert response.status_code == status
    if status == 412:
        assert response.mimetype == "application/problem+json"


def test_health_is_never_kept(client: FlaskClient) -> None:
    for path in ("/healthz", "/readyz"):
        response = client.get(path, headers={"If-None-Match": "*"})
        assert response.status_code == 200
        assert response.headers["Cache-Control"] == "no-store"
        assert "ETag" not in response.headers


def test_different_answers_have_different_versions(client: FlaskClient) -> None:
    etags = {client.get(f"/v1/positions?limit={limit}").headers["ETag"] for limit in (1, 2, 3)}
    assert len(etags) == 3


def test_a_version_is_the_same_every_time(client: FlaskClient) -> None:
    assert len({client.get("/v1/positions").headers["ETag"] for _ in range(3)}) == 1


def test_a_failure_has_no_version(client: FlaskClient) -> None:
    response = client.get("/v1/positions?limit=0", headers={"If-None-Match": "*"})
    assert response.status_code == 400
    assert "ETag" not in response.headers


@pytest.mark.parametrize("path", PATHS)
def test_head_is_get_without_the_body(client: FlaskClient, path: str) -> None:
    get, head = client.get(path), client.head(path)
    assert head.status_code == 200
    assert head.data == b""
    for name in ("Content-Type", "Content-Length", "ETag"):
        assert head.headers[name] == get.headers[name]


def test_what_is_latest_is_revalidated(client: FlaskClient) -> None:
    response = client.get("/v1/positions")
    assert response.headers["Cache-Control"] == OF_LATEST
    assert "Accept" in response.headers["Vary"]


@pytest.mark.parametrize("path", [*PATHS, "/v1/positions?limit=0", "/nowhere"])
def test_any_page_may_read(client: FlaskClient, path: str) -> None:
    response = client.get(path, headers={"Origin": "https://example.org"})
    assert response.headers.getlist("Access-Control-Allow-Origin") == ["*"]
    assert "ETag" in response.headers["Access-Control-Expose-Headers"]


def test_a_page_may_ask_before_it_reads(client: FlaskClient) -> None:
    response = client.options(
        "/v1/positions",
        headers={
            "Origin": "https://example.org",
            "Access-Control-Request-Method": "GET",
            "Access-Control-Request-Headers": "If-None-Match",
        },
    )
    assert response.status_code == 200
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert response.headers["Access-Control-Allow-Headers"] == "If-None-Match"


def test_options_names_the_methods(client: FlaskClient) -> None:
    response = client.options("/v1/positions")
    assert response.status_code == 200
    assert set(response.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}


DATA = {
    "/v1/positions": "application/json",
    "/v1/positions.csv": "text/csv",
    "/v1/positions.ndjson": "application/x-ndjson",
    "/nowhere": "application/problem+json",
    "/.well-known/api-catalog": "application/linkset+json",
}
DOCUMENTS = {
    "/docs": "text/html",
    "/issues": "text/html",
    "/v1/timeline.svg?as_of=2020-04-01": "image/svg+xml",
    "/v1/timeline.png?as_of=2020-04-01": "image/png",
    "/llms.txt": "text/plain",
    "/metrics": "text/plain",
}


@pytest.mark.parametrize("path", [*PATHS, *DATA, *DOCUMENTS])
def test_no_type_is_guessed(client: FlaskClient, path: str) -> None:
    assert client.get(path).headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(("path", "media_type"), DATA.items())
def test_nothing_runs_in_data(client: FlaskClient, path: str, media_type: str) -> None:
    response = client.get(path)
    assert response.mimetype == media_type
    assert {"Referrer-Policy", "Content-Security-Policy"}.isdisjoint(response.headers.keys())


@pytest.mark.parametrize(("path", "media_type"), DOCUMENTS.items())
def test_no_document_is_trusted(client: FlaskClient, path: str, media_type: str) -> None:
    response = client.get(path)
    assert response.mimetype == media_type
    headers = response.headers
    assert headers["Referrer-Policy"] == "no-referrer"
    (policy,) = headers.getlist("Content-Security-Policy")
    assert "default-src 'none'" in policy
    assert "unsafe-eval" not in policy


@pytest.mark.parametrize(("path", "status"), [("/v1/positions.csv", 412), ("/v1/positions", 200)])
def test_a_weak_version_is_no_strong_one(client: FlaskClient, path: str, status: int) -> None:
    tag = client.get(path).headers["ETag"].removeprefix("W/")
    response = client.get(path, headers={"If-Match": tag})
    assert response.status_code == status
    for name in ("Cache-Control", "Vary", "X-Content-Type-Options"):
        assert response.headers[name]
