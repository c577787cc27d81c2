"""What all tests share: an app over small data, whose every response is held to the document."""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from flask import Flask
from flask.testing import FlaskClient, FlaskCliRunner
from hypothesis import settings
from werkzeug.exceptions import HTTPException
from werkzeug.test import TestResponse

from api import SETTINGS, create_app
from api.http import docs
from tests.postgresql import Server, required, running

for name in SETTINGS:
    os.environ.pop(name, None)

pytest_plugins = ["tests.running"]

settings.register_profile("busy", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("busy")

HERE = Path(__file__).parent
DATA = HERE / "data"
ARCHIVE = HERE / "archive"
OF_LATEST = "max-age=0, s-maxage=10, stale-while-revalidate=60"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the same tests run over another engine."""
    parser.addoption("--engine", choices=["sqlite", "postgresql"], default="sqlite")


def pytest_configure(config: pytest.Config) -> None:
    """Try fewer examples where each one may need a store of its own in a database."""
    if config.getoption("engine") != "sqlite":
        settings.register_profile("few", settings.get_profile("busy"), max_examples=10)
        settings.load_profile("few")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave what is about a file of SQLite to SQLite."""
    if config.getoption("engine") != "sqlite":
        for item in items:
            if item.get_closest_marker("sqlite"):
                item.add_marker(pytest.mark.skip("It is about a file of SQLite."))


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Server]:
    """A server of PostgreSQL."""
    required()
    with running() as server:
        yield server


@pytest.fixture(scope="session", autouse=True)
def engine(request: pytest.FixtureRequest) -> Iterator[None]:
    """Keep the stores of all tests where the option `--engine` says."""
    with pytest.MonkeyPatch.context() as patch:
        if request.config.getoption("engine") == "postgresql":
            address = request.getfixturevalue("postgresql").address()
            patch.setitem(SETTINGS, "DATABASE_URL", address)
            patch.setenv("DATABASE_URL", address)
        yield


@pytest.fixture(scope="session")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """An app over tests/data."""
    store = tmp_path_factory.mktemp("store")
    app = create_app({"DATA_DIR": DATA, "STORE_DIR": store})
    hold_to_document(app)
    return app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A client of that app."""
    return app.test_client()


@pytest.fixture
def runner(app: Flask) -> FlaskCliRunner:
    """A runner of that app's commands."""
    return app.test_cli_runner()


class HeldClient(FlaskClient):
    """A client that holds every response to the document."""

    document: dict[str, Any]

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """Ask, and hold what is answered to what is documented."""
        response = super().open(*args, **kwargs)
        names = [name.lower() for name in response.headers.keys()]  # noqa: SIM118
        assert len(names) == len(set(names))
        coded = {"Content-Encoding", "Accept-Ranges", "Content-Range"} & {*response.headers.keys()}
        if not coded:
            assert_documented(self.application, self.document, response)
        return response


def hold_to_document(app: Flask) -> None:
    """Hold every response of an app to its document."""
    with app.app_context():
        app.test_client_class = type("Held", (HeldClient,), {"document": docs.document()})


def assert_documented(app: Flask, document: dict[str, Any], response: TestResponse) -> None:
    """Hold a response to what the document says of its operation."""
    asked = response.request
    path = re.sub(r"<([^>]+)>", r"{\1}", re.sub(r"\.<any.+", "", rule_of(app, asked.path)))
    operation = document.get("paths", {}).get(path, {}).get(asked.method.lower())
    if operation:
        responses = operation["responses"]
        answer = responses.get(str(response.status_code), responses["default"])
        if "$ref" in answer:
            answer = document["components"]["responses"][answer["$ref"].rpartition("/")[2]]
        assert_content(document, answer.get("content", {}), response)


def rule_of(app: Flask, path: str) -> str:
    """Return the rule that a path is routed by, if there is one."""
    try:
        rule, _ = app.url_map.bind("localhost").match(path, return_rule=True)
    except HTTPException:
        return ""
    return rule.rule


def assert_content(
    document: dict[str, Any], content: dict[str, Any], response: TestResponse
) -> None:
    """Hold what a response holds to its media types; what is no JSON is not read here."""
    if not content:
        assert response.data == b""
    else:
        whole = {**content[response.mimetype]["schema"], "components": document["components"]}
        if response.is_json:
            jsonschema.Draft202012Validator(whole).validate(response.json)
