"""Put before the application what keeps, encodes and counts its answers; tell what it counted."""

from typing import cast

from flask import Blueprint, Flask, current_app, request
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from werkzeug.exceptions import ServiceUnavailable
from werkzeug.wrappers import Response

from api.http.direct import direct
from api.http.public_url import BadSetting
from api.serving.given import CROWDED, ENDPOINT
from api.serving.metering import Gauges, Meter, info
from api.serving.middleware import Serving
from api.serving.shelf import Shelf
from api.serving.streams import Places
from api.store.store import Store
from schemas.base import quoted
from schemas.parameters import CommaList
from schemas.queries import LATEST, Query

LEAST = {"CACHE_BYTES": 0, "STREAMS": 1}
SECONDS_UNTIL_ROOM = 5

blueprint = Blueprint("metrics", __name__)


@blueprint.get("/metrics")
def metrics() -> Response:
    """Tell what was counted, as Prometheus reads it."""
    serving = cast(Serving, current_app.extensions["serving"])
    return Response(generate_latest(serving.meter.registry), content_type=CONTENT_TYPE_LATEST)


def tell_endpoint() -> None:
    """Tell what stands before the application which endpoint is asked."""
    request.environ[ENDPOINT] = request.endpoint


def refuse_crowd() -> None:
    """Refuse a long answer while as many are sent as there is room for."""
    if CROWDED in request.environ:
        told = "As many long answers are being sent as there is room for."
        raise ServiceUnavailable(told, retry_after=SECONDS_UNTIL_ROOM)


def number(app: Flask, name: str) -> int:
    """Return a setting that is a number."""
    given = str(app.config[name])
    if not given.isascii() or not given.isdecimal() or int(given) < LEAST[name]:
        raise BadSetting(f"{name} must be a number from {LEAST[name]} on; {quoted(given)} is none.")
    return int(given)


def lists_of(app: Flask) -> frozenset[str]:
    """Return the parameters that are lists wherever they are known."""
    queries: list[Query] = [
        query for one in app.blueprints.values() for query in getattr(one, "queries", {}).values()
    ]
    fields = [
        (field.data_key or name, isinstance(field, CommaList))
        for query in queries
        for name, field in query.fields.items()
    ]
    return frozenset({name for name, plural in fields if plural}) - {
        name for name, plural in fields if not plural
    }


def served_by(store: Store) -> Gauges:
    """Return what tells which dataset is served."""
    told = {"release": store.edition(LATEST).release, "store": store.version}
    return lambda: iter([info("release", "What is served.", told)])


def init_app(app: Flask) -> None:
    """Wrap the application."""
    app.register_blueprint(blueprint)
    app.before_request(tell_endpoint)
    app.before_request(refuse_crowd)
    shelf, places = Shelf(number(app, "CACHE_BYTES")), Places(number(app, "STREAMS"))
    store: Store = app.extensions["parley"]
    if shelf.most == 0:
        store.bodies.most = 0
    meter = Meter([shelf.gauges, served_by(store)])
    serving = Serving(direct(app), shelf, places, meter, lists_of(app))
    app.extensions["serving"] = serving
    # Bound, so that each request takes a call less.
    app.wsgi_app = serving.__call__  # type: ignore[method-assign]
