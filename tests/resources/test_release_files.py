"""The files of a release as a client downloads them."""

import hashlib
import shutil
from base64 import b64encode
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from api import create_app
from api.dataset.freezing import freeze
from tests.conftest import DATA, hold_to_document

FILES = "/v1/releases/1.0.0/files"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """A client of an app with one release."""
    data = Path(shutil.copytree(DATA, tmp_path_factory.mktemp("released") / "data"))
    freeze(data, "The first.", date(2020, 4, 1))
    app = create_app({"DATA_DIR": data, "STORE_DIR": data.parent / "store"})
    hold_to_document(app)
    return app.test_client()


@pytest.fixture
def told(client: FlaskClient) -> dict[str, Any]:
    """What the release tells of its table of parties."""
    files = client.get("/v1/releases/1.0.0").json["data"]["files"]
    found: dict[str, Any] = next(file for file in files if file["name"] == "parties.csv")
    return found


@pytest.fixture
def content(client: FlaskClient, told: dict[str, Any]) -> bytes:
    """The whole table."""
    folder = client.application.extensions["parley"].folders["1.0.0"]
    return (folder / told["name"]).read_bytes()


def ask(client: FlaskClient, name: str = "parties.csv", **headers: str) -> TestResponse:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return client.get(f"{FILES}/{name}", headers=named)


@pytest.mark.parametrize(
    ("name", "content_type"),
    [
        ("parley.json", "application/json"),
        ("parley.ndjson", "application/x-ndjson"),
        ("parley.csv.zip", "application/zip"),
        ("parley.sqlite", "application/vnd.sqlite3"),
        ("parley.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("parley.jsonld", "application/ld+json"),
        ("positions.csv", "text/csv; charset=utf-8"),
        ("positions_citations.parquet", "application/vnd.apache.parquet"),
        ("datapackage.json", "application/json"),
        ("croissant.json", "application/ld+json"),
        ("dcat.jsonld", "application/ld+json"),
        ("SHA256SUMS", "text/plain; charset=utf-8"),
    ],
)
def test_a_file_says_what_it_is(client: FlaskClient, name: str, content_type: str) -> None:
    with ask(client, name) as response:
        digest = hashlib.sha256(response.data)
        assert response.status_code == 200
        assert response.headers["Content-Type"] == content_type
        assert response.headers["Content-Disposition"] == f"attachment; filename={name}"
        assert response.headers["ETag"] == f'"{digest.hexdigest()}"'
        encoded = b64encode(digest.digest()).decode()
        assert response.headers["Repr-Digest"] == f"sha-256=:{encoded}:"
        assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert response.headers["Accept-Ranges"] == "bytes"


@pytest.mark.parametrize("accept", ["text/csv", "text/html", "application/json", "*/*;q=0"])
def test_a_file_is_what_it_is_whatever_is_accepted(client: FlaskClient, accept: str) -> None:
    with ask(client, Accept=accept) as response:
        assert (response.status_code, response.mimetype) == (200, "text/csv")
        assert "Accept" not in response.headers.get("Vary", "")


def test_head_is_get_without_the_body(client: FlaskClient, told: dict[str, Any]) -> None:
    with client.head(f"{FILES}/parties.csv", headers={"Range": "bytes=0-1"}) as response:
        assert (response.status_code, response.data) == (200, b"")
        assert response.content_length == told["size"]
        assert response.headers["ETag"] == f'"{told["sha256"]}"'


@pytest.mark.parametrize("asked", ["bytes=0-9", "bytes=5-", "bytes=-7", "bytes=0-99999999"])
def test_a_part_is_sent(client: FlaskClient, content: bytes, asked: str) -> None:
    start, _, end = asked.removeprefix("bytes=").partition("-")
    first = int(start) if start else len(content) - int(end)
    last = min(int(end), len(content) - 1) if start and end else len(content) - 1
    with ask(client, Range=asked) as response:
        assert response.status_code == 206
        assert response.data == content[first : last + 1]
        assert response.headers["Content-Range"] == f"bytes {first}-{last}/{len(content)}"
        assert response.content_length == last + 1 - first


@pytest.mark.parametrize("asked", ["bytes=0-1,5-6", "lines=0-1", "nonsense", "bytes=9-1"])
def test_what_is_no_range_is_ignored(client: FlaskClient, content: bytes, asked: str) -> None:
    with ask(client, Range=asked) as response:
        assert (response.status_code, response.data) == (200, content)


def test_a_part_beyond_the_end_is_a_problem(client: FlaskClient, content: bytes) -> None:
    with ask(client, Range=f"bytes={len(content)}-") as response:
        assert response.status_code == 416
        assert response.mimetype == "application/problem+json"
        assert response.headers["Content-Range"] == f"bytes */{len(content)}"


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"If-None-Match": '"{}"'}, 304),
        ({"If-None-Match": 'W/"{}"'}, 304),
        ({"If-None-Match": "*"}, 304),
        ({"If-None-Match": '"{}"', "Range": "bytes=0-1"}, 304),
        ({"If-None-Match": '"other"'}, 200),
        ({"If-None-Match": '"other"', "Range": "bytes=0-1"}, 206),
        ({"If-Match": '"{}"', "Range": "bytes=0-1"}, 206),
        ({"If-Match": '"other"'}, 412),
        ({"If-Match": '"other"', "Range": "bytes=0-1"}, 412),
        ({"If-Range": '"{}"', "Range": "bytes=0-1"}, 206),
        ({"If-Range": '"other"', "Range": "bytes=0-1"}, 200),
    ],
)
def test_conditions_come_before_ranges(
    client: FlaskClient, told: dict[str, Any], headers: dict[str, str], status: int
) -> None:
    given = {name: value.format(told["sha256"]) for name, value in headers.items()}
    with client.get(f"{FILES}/parties.csv", headers=given) as response:
        assert response.status_code == status
        if status != 412:
            assert response.headers["ETag"] == f'"{told["sha256"]}"'
        if status == 304:
            assert response.data == b""
            assert "immutable" in response.headers["Cache-Control"]


@pytest.mark.parametrize(
    ("path", "status", "detail"),
    [
        (f"{FILES}/position.csv", 404, "Release 1.0.0 has no file 'position.csv'; did you mean 'positions.csv'?"),
        (f"{FILES}/..%2f..%2fparties.yaml", 404, "There is nothing at"),
        (f"{FILES}/nothing", 404, "Release 1.0.0 has no file 'nothing'; there are SHA256SUMS, coverage.csv,"),
        ("/v1/releases/1.0.1/files/positions.csv", 404, "There is no release '1.0.1'; did you mean '1.0.0'?"),
        ("/v1/releases/draft/files/positions.csv", 404, "There is no release 'draft'; there are 1.0.0."),
        ("/v1/releases/latest/files/positions.csv", 404, "There is no release 'latest'; there are 1.0.0."),
        (f"{FILES}/positions.csv?release=1.0.0", 400, "The request has invalid parameters."),
    ],
)  # fmt: skip
def test_what_is_not_there_is_a_problem(
    client: FlaskClient, path: str, status: int, detail: str
) -> None:
    response = client.get(path)
    assert (response.status_code, response.mimetype) == (status, "application/problem+json")
    assert response.json["detail"].startswith(detail)
    assert response.headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("spoil", [Path.unlink, lambda path: path.write_bytes(b"id\r\n")])
def test_a_file_that_was_lost_is_not_sent(client: FlaskClient, spoil: Any) -> None:
    path = client.application.extensions["parley"].folders["1.0.0"] / "issues.csv"
    before = path.read_bytes()
    path.chmod(0o644)
    spoil(path)
    response = ask(client, "issues.csv")
    path.write_bytes(before)
    assert (response.status_code, response.mimetype) == (503, "application/problem+json")
    with ask(client, "issues.csv") as response:
        assert response.status_code == 200


def test_every_file_of_a_release_is_there(client: FlaskClient) -> None:
    files = client.get("/v1/releases/1.0.0").json["data"]["files"]
    assert len(files) > 20
    for file in files:
        with ask(client, file["name"]) as response:
            assert response.mimetype == file["media_type"]
            assert len(response.data) == file["size"]
            assert hashlib.sha256(response.data).hexdigest() == file["sha256"]
            assert file["description"]
