"""The entrance of the API."""

from typing import Any

from werkzeug.wrappers import Response

from api.http import answers
from api.http.blueprints import Blueprint
from schemas.envelopes import one_of
from schemas.queries import Reading
from schemas.service import IndexSchema

blueprint = Blueprint("index", __name__, description=__doc__)


@blueprint.answers("/v1", Reading(), one_of(IndexSchema), ("ETAG", "CATALOGUE"))
def get_index(_: dict[str, Any]) -> Response:
    """Get the dataset's card and the lists that the API serves.

    Start here: every list is named with its address and the number of its records.
    """
    return answers.index()
