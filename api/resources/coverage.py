"""What was searched, and what was found, for every party on every issue."""

from typing import Any

from werkzeug.wrappers import Response

from api.http import answers
from api.http.blueprints import Blueprint

blueprint = Blueprint(
    "coverage",
    __name__,
    url_prefix="/v1/coverage",
    description=__doc__,
)


@blueprint.lists("coverage")
def list_coverage(query: dict[str, Any]) -> Response:
    """List the state of every party on every issue.

    Absence is data: a party without positions on an issue is `none_found`, if texts were searched
    for them, or `not_coded`.
    """
    return answers.page("coverage", query)


@blueprint.gets("coverage")
def get_coverage(_: dict[str, Any], id: str) -> Response:
    """Get the state of one party on one issue.

    The `id` is that of the party and that of the issue, joined by a dot.
    """
    return answers.one("coverage", id)
