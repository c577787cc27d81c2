"""Every vocabulary of the dataset, and the rules of its answers."""

from typing import Any

from werkzeug.wrappers import Response

from api.http import answers
from api.http.blueprints import Blueprint
from schemas.codebook import CodebookSchema
from schemas.envelopes import one_of
from schemas.queries import Reading

blueprint = Blueprint(
    "codebook",
    __name__,
    url_prefix="/v1/codebook",
    description=__doc__,
)


@blueprint.answers("", Reading(), one_of(CodebookSchema), ("ETAG",))
def get_codebook(_: dict[str, Any]) -> Response:
    """Get the codebook.

    Each value comes with its definition, what it includes and what it does not.
    """
    return answers.one("codebook", "codebook")
