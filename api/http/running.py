"""What the running application holds."""

import json
from collections.abc import Mapping
from typing import cast

from flask import current_app, has_request_context, request
from werkzeug.exceptions import NotFound

from api.store.edition import Edition
from api.store.store import Store, UnknownEdition
from schemas.base import nearest, quoted
from schemas.queries import LATEST, Query

API_VERSION = "1.0.0"
AUTHORS = "The Parley authors"
RELEASES, EDITION = "parley.releases", "parley.edition"


def stores() -> Store:
    """Return the store of the running application."""
    return cast(Store, current_app.extensions["parley"])


def store() -> Edition:
    """Return the edition that the request asks for."""
    if not has_request_context():
        return edition(LATEST)
    environ = request.environ
    found: Edition = environ.get(EDITION) or edition(releases_asked()[-1])
    environ[EDITION] = found
    return found


def releases_asked() -> list[str]:
    """Return the releases that the request names: one, or the two that it compares."""
    environ = request.environ
    found: list[str] = environ.get(RELEASES) or releases_named(request.args)
    environ[RELEASES] = found
    return found


def releases_named(asked: Mapping[str, str]) -> list[str]:
    """Return the releases that parameters name."""
    if "from" in asked:
        return [asked["from"], asked.get("to", LATEST)]
    return [asked.get("release", LATEST)]


def query_of(endpoint: str) -> Query | None:
    """Return the query that an endpoint takes, if it is one of ours."""
    blueprint = current_app.blueprints.get(endpoint.partition(".")[0])
    queries: dict[str, Query] = getattr(blueprint, "queries", {})
    return queries.get(endpoint)


def edition(name: str) -> Edition:
    """Return the edition of a name, or abort with 404."""
    try:
        return stores().edition(name)
    except UnknownEdition as error:
        hint = nearest(name, [LATEST, *stores().names])
        raise NotFound(f"There is no release {quoted(name)}{hint}") from error


def released_on() -> str | None:
    """Return the day of the release that is answered from; a draft has none."""
    frozen = store().get("releases", store().release)
    return str(json.loads(frozen)["released_on"]) if frozen else None
