"""Applications that answer with bytes that are ready, to measure ours against.

They are those of a page and of a record of ours, in files of the folder that `READY_BYTES` names.
"""

import json
import os
from pathlib import Path
from typing import Any

import flask_smorest
import marshmallow as ma
from flask import Flask, Response

FOLDER = Path(os.environ["READY_BYTES"])
PAGE, RECORD = (FOLDER / "page.json").read_bytes(), (FOLDER / "record.json").read_bytes()
HEADERS: dict[str, str] = json.loads((FOLDER / "headers.json").read_bytes())
FEW = [("Content-Type", "application/json"), ("Content-Length", str(len(PAGE)))]
ALL = [*FEW, *HEADERS.items()]


class Query(ma.Schema):
    """What the view with arguments can be asked."""

    party = ma.fields.String()
    limit = ma.fields.Integer()


class Empty(ma.Schema):
    """Nothing."""


def constant(environ: dict[str, Any], start_response: Any) -> list[bytes]:
    """Answer with the page, as short as it can be done."""
    start_response("200 OK", FEW[:])
    return [PAGE]


def headed(environ: dict[str, Any], start_response: Any) -> list[bytes]:
    """Answer with the page under its headers."""
    start_response("200 OK", ALL[:])
    return [PAGE]


def smorest() -> Flask:
    """Return a flask-smorest app with a view without arguments and one with two."""
    app = Flask("baseline")
    app.config.update(API_TITLE="b", API_VERSION="1", OPENAPI_VERSION="3.1.0")
    api = flask_smorest.Api(app)
    blueprint = flask_smorest.Blueprint("b", "b")

    @blueprint.route("/record")
    @blueprint.response(200, Empty)
    def record() -> Response:
        return Response(RECORD, mimetype="application/json")

    @blueprint.route("/asked")
    @blueprint.arguments(Query, location="query")
    @blueprint.response(200, Empty)
    def asked(_: dict[str, Any]) -> Response:
        return Response(PAGE, mimetype="application/json")

    api.register_blueprint(blueprint)
    return app


flask = smorest()
