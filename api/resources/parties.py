"""Who negotiates or speaks as a bloc."""

from typing import Any

from werkzeug.wrappers import Response

from api.http import answers
from api.http.blueprints import Blueprint

blueprint = Blueprint("parties", __name__, url_prefix="/v1/parties", description=__doc__)


@blueprint.lists("parties")
def list_parties(query: dict[str, Any]) -> Response:
    """List parties.

    Each party has its kind, its role in the talks and the number of its positions.
    """
    return answers.page("parties", query)


@blueprint.gets("parties")
def get_party(_: dict[str, Any], id: str) -> Response:
    """Get one party.

    The party comes with the number of its positions; ask `/v1/positions?party=` for them.
    """
    return answers.one("parties", id)
