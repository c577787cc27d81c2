"""How many positions there are of what."""

from typing import Any

from werkzeug.wrappers import Response

from api.http import comparing
from api.http.blueprints import Blueprint
from api.http.formats import LISTED
from schemas.envelopes import list_of
from schemas.groups import GroupSchema, GroupsQuery

blueprint = Blueprint("stats", __name__, url_prefix="/v1/stats", description=__doc__)


@blueprint.answers("", GroupsQuery(), list_of(GroupSchema), ("ETAG", "LINK"), formats=LISTED)
def list_stats(query: dict[str, Any]) -> Response:
    """Count positions by what they have in common.

    A record for each group, with a member for each of `group_by`, its label, and the `count` of the
    positions that the filters select. With `source` in it a position counts once for each source
    that it cites, so that the counts may sum to more than there are.
    """
    return comparing.stats(query)
