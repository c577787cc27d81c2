"""The address under which the service is known: that of the setting, or of the request."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from api import ROOT, create_app
from api.http.public_url import BadSetting
from tests.conftest import DATA

PATHS = ["/v1/citation", "/v1/positions/north-open-strait-1/citation", "/llms.txt", "/.well-known/api-catalog"]  # fmt: skip


def served(store: Path, public_url: str) -> FlaskClient:
    app = create_app({"DATA_DIR": DATA, "STORE_DIR": store, "PUBLIC_URL": public_url})
    return app.test_client()


@pytest.mark.parametrize(
    ("public_url", "base"),
    [
        ("https://example.org", "https://example.org"),
        ("https://example.org/", "https://example.org"),
        ("https://example.org/parley", "https://example.org/parley"),
        ("https://example.org/parley/api/", "https://example.org/parley/api"),
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000"),
        ("http://[::1]:8000", "http://[::1]:8000"),
        ("HTTPS://Example.ORG/%D0%9F", "HTTPS://Example.ORG/%D0%9F"),
    ],
)
def test_the_setting_is_what_others_know(tmp_path: Path, public_url: str, base: str) -> None:
    client = served(tmp_path, public_url)
    asked = {"base_url": "http://inner:9", "environ_overrides": {"SCRIPT_NAME": "/inner"}}
    assert client.get("/v1/citation", **asked).text.endswith(f" {base}/v1/?release=draft\n")
    catalogue = client.get("/.well-known/api-catalog", **asked).json["linkset"]
    assert [one["anchor"] for one in catalogue] == [f"{base}/.well-known/api-catalog", f"{base}/v1/"]  # fmt: skip
    for path in PATHS:
        assert "//inner" not in client.get(path, **asked).text


@pytest.mark.parametrize(
    "public_url",
    [
        "example.org",
        "//example.org",
        "/parley",
        "ftp://example.org",
        "javascript:alert(1)",
        "https://",
        "https:///parley",
        "https://example.org?a=1",
        "https://example.org/#top",
        "https://user:secret@example.org",
        "https://example.org:port",
        "https://example.org//parley",
        "https://example.org/a b",
        "https://example.org/\n",
        "https://exämple.org",
        'https://example.org/"><b>',
    ],
)
def test_what_is_no_address_stops_the_start(tmp_path: Path, public_url: str) -> None:
    with pytest.raises(BadSetting, match="^PUBLIC_URL must be an address such as"):
        served(tmp_path, public_url)
    assert list(tmp_path.iterdir()) == []


def test_the_server_says_so_without_a_traceback(tmp_path: Path) -> None:
    environment = os.environ | {"PUBLIC_URL": "example.org", "STORE_DIR": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", "import wsgi"],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr == (
        "PUBLIC_URL must be an address such as 'https://example.org/parley', without a query; "
        "'example.org' is none.\n"
    )


@pytest.mark.parametrize(
    ("scheme", "host", "prefix", "base"),
    [
        ("http", "example.org", "", "http://example.org"),
        ("https", "example.org", "/parley", "https://example.org/parley"),
        ("https", "example.org:443", "/parley/", "https://example.org/parley"),
        ("http", "example.org:8000", "", "http://example.org:8000"),
        ("http", "[::1]:8000", "", "http://[::1]:8000"),
        ("http", "example.org", '/a "b"', "http://example.org/a%20%22b%22"),
    ],
)
def test_otherwise_it_is_the_address_of_the_request(
    app: Flask, scheme: str, host: str, prefix: str, base: str
) -> None:
    environ = {"SCRIPT_NAME": prefix, "wsgi.url_scheme": scheme}
    response = app.test_client().get(
        "/v1/citation", headers={"Host": host}, environ_overrides=environ
    )
    assert response.text.endswith(f" {base}/v1/?release=draft\n")


@pytest.mark.parametrize(
    "host",
    [
        "evil.example/path",
        "evil.example?x=",
        "evil.example#",
        "user@evil.example",
        "evil.example:8000:8000",
        "evil.example:99999",
        'evil.example"><script>',
        "evil.example) [x](y",
        "evil.example}, title = {x",
        "evil example",
        "evil.example\\",
        "evil.example\t",
        "évil.example",
        "",
    ],
)
@pytest.mark.parametrize("path", PATHS)
def test_a_hostile_host_is_refused(client: FlaskClient, path: str, host: str) -> None:
    response = client.get(path, environ_overrides={"HTTP_HOST": host})
    assert response.status_code == 400
    assert response.mimetype == "application/problem+json"
    assert "vil.example" not in response.text + str(response.headers)


@pytest.mark.parametrize("header", ["X-Forwarded-Host", "X-Forwarded-Prefix", "Forwarded"])
@pytest.mark.parametrize("path", PATHS)
def test_nobody_else_names_the_host(client: FlaskClient, path: str, header: str) -> None:
    response = client.get(path, headers={header: "host=evil.example"})
    assert response.status_code == 200
    assert "evil" not in response.text


def test_what_holds_no_address_asks_for_no_host(client: FlaskClient) -> None:
    for path in ("/v1/", "/v1/positions", "/healthz"):
        assert client.get(path, environ_overrides={"HTTP_HOST": "a b"}).status_code == 200
