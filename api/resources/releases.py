"""Frozen, numbered states of the whole dataset."""

from typing import Any

from werkzeug.wrappers import Response

from api.http import answers
from api.http.queries import Blueprint

blueprint = Blueprint(
    "releases",
    __name__,
    url_prefix="/v1/releases",
    description=__doc__,
)


@blueprint.lists("releases")
def list_releases(query: dict[str, Any]) -> Response:
    """List releases.

    Every endpoint that reads the dataset takes `release=` with one of their numbers, and answers
    then from that release.
    """
    return answers.page("releases", query)


@blueprint.gets("releases")
def get_release(_: dict[str, Any], id: str) -> Response:
    """Get one release.

    The release comes with its notes, its counts and the hash of its frozen records.
    """
    return answers.one("releases", id)
