"""How the dataset is cited."""

from typing import Any

from werkzeug.wrappers import Response

from api.http import citing
from api.http.blueprints import Blueprint

blueprint = Blueprint("citation", __name__, url_prefix="/v1/citation", description=__doc__)


@blueprint.cites("")
def get_citation(_: dict[str, Any]) -> Response:
    """Cite the dataset.

    As text, BibTeX, RIS or CSL-JSON, without an envelope: with the release, its day and an address
    that answers from it for good. A draft has no day.
    """
    return citing.dataset()
