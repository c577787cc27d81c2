"""Which party answers which provision how, when, and who says so."""

from typing import Any

from werkzeug.wrappers import Response

from api.http import answers, citing
from api.http.blueprints import Blueprint
from api.http.formats import LISTED
from schemas.envelopes import list_of
from schemas.positions import PositionSchema

blueprint = Blueprint(
    "positions",
    __name__,
    url_prefix="/v1/positions",
    description=__doc__,
)


@blueprint.lists("positions")
def list_positions(query: dict[str, Any]) -> Response:
    """List positions.

    Different parameters mean AND, several values of one mean OR. Each position comes with labels,
    conditions and citations, so that a dashboard needs one call.
    """
    return answers.page("positions", query)


@blueprint.gets("positions")
def get_position(_: dict[str, Any], id: str) -> Response:
    """Get one position.

    The position comes with its conditions and citations, and with the positions that it supersedes
    or that supersede it.
    """
    return answers.one("positions", id)


@blueprint.finds("positions", "/<id>/history", list_of(PositionSchema), LISTED)
def get_position_history(_: dict[str, Any], id: str) -> Response:
    """List the chain that a position belongs to.

    All that it supersedes and all that supersede it, step by step in both directions, in order of
    time; `change` says what each did to the one before.
    """
    return answers.history(id)


@blueprint.cites("/<id>/citation", "positions")
def get_position_citation(_: dict[str, Any], id: str) -> Response:
    """Cite one position.

    As text, BibTeX, RIS or CSL-JSON, without an envelope: with party, question and day, the release
    and an address that answers from it for good. A draft has no day of release.
    """
    return citing.position(id)
