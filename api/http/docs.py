"""The OpenAPI document, and Swagger UI from the installed package; no byte comes from elsewhere."""

import json
from pathlib import Path
from threading import Lock
from typing import Any
from urllib.parse import urlencode

from flask import (
    Blueprint,
    Flask,
    Response,
    current_app,
    render_template,
    request,
    send_from_directory,
)

from api.http.envelope import words
from api.http.running import API_VERSION, AUTHORS, query_of

DESCRIPTION = """\
Negotiation positions, cited and versioned: which party asks for what, since when, and who says so.

Lists come as JSON by pages, and as CSV and NDJSON whole: by `Accept`, or by the end of the address
(`/v1/positions.csv`). In a cell of CSV several values are joined by ` | `, and one that a
spreadsheet would take for a formula has an apostrophe before it. A release is offered as files to
download: see `files` of `/v1/releases/{id}`.

Comparisons (`/v1/matrix`, `/v1/agreement`) are of one day, today unless `as_of` names another, and
follow the rules that `/v1/codebook` states; `/v1/stats` counts. None of them guesses.

Every list takes the same grammar. Different parameters mean AND; several values of one, separated
by commas or repeated, mean OR. What is not understood (a parameter, a value, a sort key) is
refused with 400 and the nearest right name, never ignored. Pages follow `links.next`. Every
failure is a problem (RFC 9457). Reading needs no key.

The dataset (`/v1/citation`) and every position (`/v1/positions/{id}/citation`) are cited as text,
BibTeX, RIS or CSL-JSON: by `style`, or else by `Accept`.

An id is never given to another record; one that was changed leads to the record (308). An operation
that is to go says so in the headers `Deprecation` and `Sunset`, and after that day is gone (410).

The coding is licensed CC BY 4.0; quotes remain their speakers'.
"""
EXAMPLE_ORG = "https://example.org"
LONGEST_EXAMPLE = 6000
ORDER = ("openapi", "info", "servers", "security", "tags", "paths", "components")
SETTINGS: dict[str, Any] = {
    "API_TITLE": "Parley",
    "API_VERSION": API_VERSION,
    "OPENAPI_VERSION": "3.1.0",
    "API_SPEC_OPTIONS": {
        "info": {
            "description": DESCRIPTION,
            "contact": {"name": AUTHORS},
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "servers": [{"url": "/", "description": "This server."}],
        "security": [],
    },
}
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)

MADE_ONCE = Lock()

blueprint = Blueprint("docs", __name__, template_folder="templates", static_folder="static")


def document() -> dict[str, Any]:
    """Return the document of the running application as plain data, its parts in order."""
    with MADE_ONCE:
        if "document" not in current_app.extensions:
            current_app.extensions["document"] = made()
    whole: dict[str, Any] = current_app.extensions["document"]
    return whole


def made() -> dict[str, Any]:
    """Return the document, made of what the endpoints tell and of what they answer."""
    # Most workers are never asked for it, and what makes it takes a while to load.
    from api.http.openapi import specification

    plain = json.loads(json.dumps(specification(current_app), default=str))
    for path, item in plain["paths"].items():
        illustrate(path, item)
    return {name: plain[name] for name in ORDER if name in plain}


def illustrate(path: str, item: dict[str, Any]) -> None:
    """Give a path a real id and real answers for examples, if there are short ones; no files."""
    if "206" in item["get"]["responses"]:
        return
    client = current_app.test_client()
    many, braces, _ = path.partition("/{id}")
    found = client.get(f"{many}?limit=1&fields=id").get_json().get("data") if braces else []
    if found:
        item["parameters"][0]["example"] = found[0]["id"]
    values = {one["name"]: one["example"] for one in item.get("parameters", ())}
    address = f"{path.format(**values)}?{urlencode(asked(item['get']))}"
    for mimetype, content in item["get"]["responses"]["200"]["content"].items():
        answer = client.get(address, headers={"Accept": mimetype}, base_url=EXAMPLE_ORG)
        if answer.status_code == 200 and len(answer.data) < LONGEST_EXAMPLE:
            content["example"] = answer.json if answer.is_json else answer.text


def asked(operation: dict[str, Any]) -> dict[str, Any]:
    """Return the query of an example: what it cannot be without, and what makes it short."""
    query = query_of(f"{operation['tags'][0]}.{operation['operationId']}")
    needed = [one for one in operation["parameters"] if one["required"]]
    examples = {one["name"]: words(one["schema"]["examples"][0]) for one in needed}
    return examples | dict(query.specimen if query else {})


def render() -> str:
    """Return the document as it is committed in openapi.yaml."""
    import yaml

    return yaml.safe_dump(document(), sort_keys=False, allow_unicode=True, width=100)


@blueprint.get("/openapi.json")
def openapi_json() -> Response:
    """Serve the document."""
    servers = [{"url": request.script_root or "/", "description": "This server."}]
    text = json.dumps(document() | {"servers": servers}, ensure_ascii=False)
    return Response(text, mimetype="application/json")


@blueprint.get("/docs")
def swagger_ui() -> Response:
    """Serve Swagger UI."""
    page = Response(render_template("swagger_ui.html"))
    page.headers["Content-Security-Policy"] = POLICY
    return page


@blueprint.get("/docs/assets/<path:name>")
def swagger_asset(name: str) -> Response:
    """Serve one of Swagger UI's files."""
    # It reads what is installed when it is imported.
    import flask_swagger_ui

    return send_from_directory(Path(flask_swagger_ui.__file__).parent / "dist", name)


def init_app(app: Flask) -> None:
    """Serve the document and Swagger UI."""
    app.register_blueprint(blueprint)
