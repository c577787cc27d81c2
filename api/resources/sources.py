"""Articles and documents in which positions are told."""

from typing import Any

from werkzeug.wrappers import Response

from api.http import answers
from api.http.blueprints import Blueprint

blueprint = Blueprint(
    "sources",
    __name__,
    url_prefix="/v1/sources",
    description=__doc__,
)


@blueprint.lists("sources")
def list_sources(query: dict[str, Any]) -> Response:
    """List sources.

    Each source says which rendition it is, of which original, and how many positions rest on it.
    """
    return answers.page("sources", query)


@blueprint.gets("sources")
def get_source(_: dict[str, Any], id: str) -> Response:
    """Get one source.

    The source comes with all that is known of it; what is not known is null.
    """
    return answers.one("sources", id)
