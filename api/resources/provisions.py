"""Clauses that a settlement could contain, as neutral questions."""

from typing import Any

from werkzeug.wrappers import Response

from api.http import answers
from api.http.blueprints import Blueprint

blueprint = Blueprint(
    "provisions",
    __name__,
    url_prefix="/v1/provisions",
    description=__doc__,
)


@blueprint.lists("provisions")
def list_provisions(query: dict[str, Any]) -> Response:
    """List provisions.

    Positions are comparable because they answer the same provision.
    """
    return answers.page("provisions", query)


@blueprint.gets("provisions")
def get_provision(_: dict[str, Any], id: str) -> Response:
    """Get one provision.

    The provision comes with the parties that have answered it.
    """
    return answers.one("provisions", id)
