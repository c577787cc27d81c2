"""Occasions on which positions were stated."""

from typing import Any

from werkzeug.wrappers import Response

from api.http import answers
from api.http.blueprints import Blueprint

blueprint = Blueprint(
    "events",
    __name__,
    url_prefix="/v1/events",
    description=__doc__,
)


@blueprint.lists("events")
def list_events(query: dict[str, Any]) -> Response:
    """List events.

    Calls, rounds, press conferences and the like, with the day and the parties.
    """
    return answers.page("events", query)


@blueprint.gets("events")
def get_event(_: dict[str, Any], id: str) -> Response:
    """Get one event.

    The event comes with its sources and the number of positions stated on it.
    """
    return answers.one("events", id)
