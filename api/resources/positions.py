"""Which party answers which provision how, when, and who says so."""

from typing import Any

from werkzeug.wrappers import Response

from api.http import answers
from api.http.queries import Blueprint

blueprint = Blueprint(
    "positions",
    __name__,
    url_prefix="/v1/positions",
    description=__doc__,
)


@blueprint.lists("positions")
def list_positions(query: dict[str, Any]) -> Response:
    """List positions.

    Different parameters mean AND, several values of one mean OR. Each position comes with labels,
    conditions and citations, so that a dashboard needs one call.
    """
    return answers.page("positions", query)


@blueprint.gets("positions")
def get_position(_: dict[str, Any], id: str) -> Response:
    """Get one position.

    The position comes with its conditions and citations, and with the positions that it supersedes
    or that supersede it.
    """
    return answers.one("positions", id)
