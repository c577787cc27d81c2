"""How far two coders agree on a sample of the positions."""

from typing import Any

from werkzeug.wrappers import Response

from api.http import answers
from api.http.blueprints import Blueprint
from schemas.envelopes import one_of
from schemas.queries import Reading
from schemas.reliability import ReliabilitySchema

blueprint = Blueprint(
    "reliability",
    __name__,
    url_prefix="/v1/reliability",
    description=__doc__,
)


@blueprint.answers("", Reading(), one_of(ReliabilitySchema), ("ETAG",), failures=("NOT_FOUND",))
def get_reliability(_: dict[str, Any]) -> Response:
    """Get the measured reliability of the coding.

    A sample of the positions was coded a second time without sight of the first coding.
    Krippendorff's alpha is 1 for full agreement and 0 for agreement by chance.
    """
    return answers.one("reliability", "reliability")
