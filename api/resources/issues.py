"""Subjects under negotiation."""

from typing import Any

from werkzeug.wrappers import Response

from api.http import answers
from api.http.blueprints import Blueprint

blueprint = Blueprint("issues", __name__, url_prefix="/v1/issues", description=__doc__)


@blueprint.lists("issues")
def list_issues(query: dict[str, Any]) -> Response:
    """List issues.

    Each issue holds its provisions: the concrete clauses that positions answer.
    """
    return answers.page("issues", query)


@blueprint.gets("issues")
def get_issue(_: dict[str, Any], id: str) -> Response:
    """Get one issue.

    The issue comes with its provisions.
    """
    return answers.one("issues", id)
