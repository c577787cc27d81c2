"""What every party holds on every provision."""

from typing import Any

from werkzeug.wrappers import Response

from api.http import comparing
from api.http.blueprints import Blueprint
from api.http.formats import LISTED, PICTURED
from api.pictures import answers as pictures
from schemas.envelopes import list_of
from schemas.matrix import CellSchema, MatrixQuery

FORMATS = (*LISTED, *PICTURED)

blueprint = Blueprint("matrix", __name__, url_prefix="/v1/matrix", description=__doc__)


@blueprint.answers("", MatrixQuery(), list_of(CellSchema), ("ETAG",), formats=FORMATS)
def get_matrix(query: dict[str, Any]) -> Response:
    """List what every party holds on every provision.

    A record for each cell, by issue, provision and party, on the day `as_of`, which is today unless
    another is named. Of several standing positions one is the headline, by the codebook's rule;
    `others` stand beside it. A party without one is `none_found` if its texts were searched for the
    issue, else `not_coded`. With `layout=wide` there is a record for each provision, with a member
    for each party, its `id`, that holds `answer`. Everything comes at once, unless more than 800
    positions or 5,000 cells are to be told: then in pages of whole provisions, from `links.next`
    on; as lines all come. A picture shows the parties with most positions and the core issues where
    none are chosen.
    """
    return pictures.matrix(query) if pictures.asked_for() else comparing.matrix(query)
