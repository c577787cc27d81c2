"""Who speaks for a party, in which offices."""

from typing import Any

from werkzeug.wrappers import Response

from api.http import answers
from api.http.blueprints import Blueprint

blueprint = Blueprint(
    "speakers",
    __name__,
    url_prefix="/v1/speakers",
    description=__doc__,
)


@blueprint.lists("speakers")
def list_speakers(query: dict[str, Any]) -> Response:
    """List speakers.

    A speaker's offices are dated; a position is counted in the office held when it was said.
    """
    return answers.page("speakers", query)


@blueprint.gets("speakers")
def get_speaker(_: dict[str, Any], id: str) -> Response:
    """Get one speaker.

    The speaker comes with all offices on record.
    """
    return answers.one("speakers", id)
