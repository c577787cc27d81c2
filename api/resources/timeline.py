"""What was said and what took place, day by day."""

from typing import Any

from werkzeug.wrappers import Response

from api.http import answers
from api.http.blueprints import Blueprint
from api.http.formats import JSON, PICTURED
from api.pictures import answers as pictures
from schemas.envelopes import list_of
from schemas.timeline import DaySchema, TimelineQuery

FORMATS = (*JSON, *PICTURED)

blueprint = Blueprint(
    "timeline",
    __name__,
    url_prefix="/v1/timeline",
    description=__doc__,
)


@blueprint.answers("", TimelineQuery(), list_of(DaySchema), ("ETAG", "LINK"), formats=FORMATS)
def get_timeline(query: dict[str, Any]) -> Response:
    """List days with their events and positions.

    A record counts to the last day that its date may mean. With an issue or a provision, events are
    those on which a position was said; with a party alone, all in which it took part. A picture
    shows everything at once, a lane for each party.
    """
    return pictures.timeline(query) if pictures.asked_for() else answers.timeline(query)
