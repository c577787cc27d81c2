"""The files of a release as somebody has them who downloaded all: of a small one, and of 1.0.0."""

import json
import shutil
import socket
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from flask.testing import FlaskClient

from api import create_app
from api.dataset.freezing import freeze
from schemas.kinds import QUERIES
from tests.conftest import DATA, hold_to_document

RELEASE = "1.0.0"
FORMULA = "=Refuses to open the strait."


class Downloaded(NamedTuple):
    client: FlaskClient
    folder: Path
    files: dict[str, dict[str, Any]]

    def total(self, kind: str) -> int:
        """How many records of a kind the API has."""
        found = self.client.get(f"/v1/{kind}?release={RELEASE}&limit=1").json
        return int(found["meta"]["total"])

    def records(self, kind: str) -> dict[str, dict[str, Any]]:
        """The records of a kind as the API has them, by id."""
        lines = self.client.get(f"/v1/{kind}.ndjson?release={RELEASE}").text.splitlines()
        return {record["id"]: record for record in map(json.loads, lines)}


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """A client of a release of tests/data, in which a summary looks like a formula."""
    data = Path(shutil.copytree(DATA, tmp_path_factory.mktemp("files") / "data"))
    north = data / "positions" / "north" / "strait.yaml"
    text = north.read_text(encoding="utf-8")
    north.write_text(text.replace(FORMULA[1:], f'"{FORMULA}"', 1), encoding="utf-8")
    freeze(data, "The first.", date(2020, 4, 1))
    app = create_app({"DATA_DIR": data, "STORE_DIR": data.parent / "store"})
    hold_to_document(app)
    return app.test_client()


@pytest.fixture(scope="session", params=["small", "real"])
def downloaded(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Downloaded:
    """A folder into which all files of a release were downloaded."""
    if request.param == "small":
        client = request.getfixturevalue("small")
    else:
        from wsgi import app

        client = app.test_client()
    folder = tmp_path_factory.mktemp("downloaded")
    files = client.get(f"/v1/releases/{RELEASE}").json["data"]["files"]
    for file in files:
        with client.get(f"/v1/releases/{RELEASE}/files/{file['name']}") as response:
            (folder / file["name"]).write_bytes(response.data)
    return Downloaded(client, folder, {file["name"]: file for file in files})


@pytest.fixture
def offline(monkeypatch: pytest.MonkeyPatch) -> None:
    """No way to any network."""

    def refuse(*args: Any) -> None:
        raise AssertionError("The network was asked for.")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


LISTS = [kind for kind in QUERIES if kind != "releases"]
