"""How the service is."""

from typing import Any

from werkzeug.wrappers import Response

from api.http import answers
from api.http.blueprints import Blueprint
from schemas.queries import Query
from schemas.service import HealthSchema

blueprint = Blueprint("health", __name__, description=__doc__)


@blueprint.answers("/healthz", Query(), HealthSchema, lost=())
def get_health(_: dict[str, Any]) -> Response:
    """Tell that the process answers.

    It says nothing of the dataset; ask `/readyz` before sending traffic.
    """
    return answers.health()


@blueprint.answers("/readyz", Query(), HealthSchema)
def get_readiness(_: dict[str, Any]) -> Response:
    """Tell that the dataset can be asked.

    If it cannot, the answer is 503 with the time after which to ask again.
    """
    return answers.readiness()
