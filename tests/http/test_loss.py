"""A store that does not answer is told as such, whatever was asked, and for how long."""

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.exc import InterfaceError, OperationalError, TimeoutError

from api import create_app
from api.http.loss import BEGINNING, begun
from tests.conftest import DATA, hold_to_document

pytestmark = pytest.mark.sqlite


@pytest.fixture(scope="module")
def lost(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """A client of an app whose store is gone."""
    folder = tmp_path_factory.mktemp("lost")
    app: Flask = create_app({"DATA_DIR": DATA, "STORE_DIR": folder})
    hold_to_document(app)
    app.extensions["parley"].bodies.kept.clear()
    app.extensions["parley"].engine.dispose()
    next(folder.glob("*.sqlite")).unlink()
    return app.test_client()


@pytest.mark.parametrize(
    "path",
    ["/v1", "/v1/positions", "/v1/positions?q=strait", "/v1/positions.csv", "/v1/positions.ndjson?party=north", "/v1/parties/north", "/v1/matrix", "/v1/matrix.csv", "/v1/stats?group_by=source", "/v1/timeline", "/v1/changes", "/v1/citation", "/readyz"],
)  # fmt: skip
def test_every_operation_says_when_to_try_again(lost: FlaskClient, path: str) -> None:
    response = lost.get(path)
    assert (response.status_code, response.headers["Retry-After"]) == (503, "5")
    assert response.mimetype == "application/problem+json"
    assert response.json["detail"] == "The dataset cannot be asked."
    assert response.headers["Cache-Control"] in ("no-cache", "no-store")


@pytest.mark.parametrize("path", ["/", "/positions/south-open-strait", "/search?q=strait"])
def test_pages_say_so_too(lost: FlaskClient, path: str) -> None:
    response = lost.get(path, headers={"Accept": "text/html"})
    assert (response.status_code, response.headers["Retry-After"]) == (503, "5")
    assert response.mimetype == "text/html"
    assert "The dataset cannot be asked." in response.text


@pytest.mark.parametrize("path", ["/healthz", "/docs", "/v1/schemas/parties"])
def test_what_needs_no_store_is_answered(lost: FlaskClient, path: str) -> None:
    assert lost.get(path).status_code == 200


@pytest.mark.parametrize(
    "error",
    [OperationalError("", {}, OSError()), InterfaceError("", {}, OSError()), TimeoutError()],
)
def test_what_counts_as_a_loss(tmp_path: Path, error: Exception) -> None:
    app = create_app({"DATA_DIR": DATA, "STORE_DIR": tmp_path})

    def fail() -> None:
        raise error

    app.add_url_rule("/fail", view_func=fail)
    response = app.test_client().get("/fail")
    assert (response.status_code, response.headers["Retry-After"]) == (503, "5")


@pytest.mark.parametrize("texts", [[], ["a"], ["a", "b", "c"]])
def test_what_is_begun_is_whole(texts: list[str]) -> None:
    read: list[str] = []
    texts_read = (read.append(text) or text for text in texts)
    rest = begun(texts_read)
    assert read == texts[:BEGINNING]
    assert list(rest) == texts
