"""What changed between two states of the dataset."""

from typing import Any

from werkzeug.wrappers import Response

from api.http import changes
from api.http.blueprints import Blueprint
from api.http.formats import LISTED
from schemas.changes import ChangeSchema, DiffQuery
from schemas.envelopes import list_of

blueprint = Blueprint("diff", __name__, url_prefix="/v1/diff", description=__doc__)


@blueprint.answers(
    "",
    DiffQuery(),
    list_of(ChangeSchema),
    ("ETAG", "LINK"),
    failures=("NOT_FOUND",),
    formats=(*LISTED, "md"),
)
def get_diff(query: dict[str, Any]) -> Response:
    """Compare two releases.

    Each record that differs comes with every member that does, before and after. Where a new
    position supersedes an earlier one, its party `moved`; what we edited is `corrected`. Compared
    is what is written by hand; what follows from it, such as counts, is left out.
    """
    return changes.diff(query)
