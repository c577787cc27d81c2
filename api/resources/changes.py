"""What changed, release by release."""

from typing import Any

from werkzeug.wrappers import Response

from api.http import changes
from api.http.blueprints import Blueprint
from api.http.formats import FEEDS, LISTED
from schemas.changes import ChangesQuery, DatedChangeSchema
from schemas.envelopes import list_of

blueprint = Blueprint("changes", __name__, url_prefix="/v1/changes", description=__doc__)


@blueprint.answers(
    "", ChangesQuery(), list_of(DatedChangeSchema), ("ETAG", "LINK"), formats=(*LISTED, *FEEDS)
)
def list_changes(query: dict[str, Any]) -> Response:
    """List all changes.

    From the first release to the latest, in an order that later releases only add to: who applies
    all changes to nothing has the latest release. `links.later` is where to ask for what comes
    next. Feed readers have the newest release first, of all or of a party or an issue.
    """
    return changes.changes(query)
