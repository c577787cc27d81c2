"""How far parties agree."""

from typing import Any

from werkzeug.wrappers import Response

from api.http import comparing
from api.http.blueprints import Blueprint
from api.http.formats import LISTED
from schemas.agreement import AgreementMetaSchema, AgreementQuery, PairSchema
from schemas.envelopes import list_of

blueprint = Blueprint("agreement", __name__, url_prefix="/v1/agreement", description=__doc__)


@blueprint.answers(
    "",
    AgreementQuery(),
    list_of(PairSchema, AgreementMetaSchema),
    ("ETAG",),
    formats=LISTED,
)
def get_agreement(query: dict[str, Any]) -> Response:
    """Compare what parties hold, pair by pair.

    Two to six parties, on each provision that one of them answers, on the day `as_of`, which is
    today unless another is named. Their headlines are `aligned` if both are for it or both against,
    `opposed` if one is for it and one against, else `bridgeable`; `unknown` if one of them has no
    standing position. `meta.pairs` counts that. It says what the record says, and predicts nothing.
    """
    return comparing.agreement(query)
