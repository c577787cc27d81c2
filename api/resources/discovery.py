"""How programs and language models find what is served."""

from typing import Any

from werkzeug.wrappers import Response

from api.http import discovery
from api.http.blueprints import Blueprint
from schemas.discovery import LinksetSchema
from schemas.queries import Query

blueprint = Blueprint("discovery", __name__, description=__doc__)


@blueprint.answers("/llms.txt", Query(), None, ("ETAG",), formats=("text",))
def get_llms_txt(_: dict[str, Any]) -> Response:
    """Get a guide for language models.

    Markdown as llmstxt.org describes it: entry points, lists with their counts, formats, time,
    absence and how to cite, all of it told from what is served.
    """
    return discovery.llms_txt()


@blueprint.answers(
    discovery.CATALOGUE, Query(), LinksetSchema, ("ETAG", "CATALOGUE"), formats=("linkset",)
)
def get_api_catalog(_: dict[str, Any]) -> Response:
    """Get the catalogue of APIs.

    A set of links (RFC 9727): where the API is, what describes it, whether it answers, and under
    which licence the data are.
    """
    return discovery.api_catalogue()
