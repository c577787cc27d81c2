"""Applications that answer with bytes that are ready, to measure ours against."""

from typing import Any

import flask_smorest
import marshmallow as ma
from flask import Flask, Response

BODY = b'{"data":[' + b",".join([b'"negotiation"'] * 1785) + b"]}"
RECORD = b'{"data":[' + b",".join([b'"negotiation"'] * 135) + b"]}"
HEADERS = [("Content-Type", "application/json"), ("Content-Length", str(len(BODY)))]


class Query(ma.Schema):
    """What the view with arguments can be asked."""

    party = ma.fields.String()
    limit = ma.fields.Integer()


class Empty(ma.Schema):
    """Nothing."""


def constant(environ: dict[str, Any], start_response: Any) -> list[bytes]:
    """Answer with the bytes, as short as it can be done."""
    start_response("200 OK", HEADERS[:])
    return [BODY]


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
        return Response(BODY, mimetype="application/json")

    api.register_blueprint(blueprint)
    return app


flask = smorest()
