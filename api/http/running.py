"""What the running application holds."""

from typing import cast

from flask import current_app, has_request_context, request
from werkzeug.exceptions import NotFound

from api.store.store import Edition, Store, UnknownEdition
from schemas.base import nearest, quoted
from schemas.queries import LATEST

API_VERSION = "1.0.0"


def stores() -> Store:
    """Return the store of the running application."""
    return cast(Store, current_app.extensions["parley"])


def store() -> Edition:
    """Return the edition that the request asks for: the latest, unless it names another."""
    name = request.args.get("release") if has_request_context() else None
    try:
        return stores().edition(LATEST if name is None else name)
    except UnknownEdition as error:
        hint = nearest(str(error), [LATEST, *stores().names])
        raise NotFound(f"There is no release {quoted(str(error))}{hint}") from error
