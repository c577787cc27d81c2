"""What others frame on their pages."""

from typing import Any

from flask import Blueprint
from werkzeug.exceptions import HTTPException, NotFound
from werkzeug.wrappers import Response

from api.http.envelope import words
from api.http.queries import strict
from api.http.usual import completed
from api.pages import assets
from api.pages import matrix as matrices
from api.pages.addresses import page
from api.pages.queries import MatrixPageQuery, TimelinePageQuery
from api.pages.records import latest
from api.pages.showing import failed, shown
from api.pictures.answers import happened, subject
from api.pictures.timeline import picture
from schemas.queries import Query as NoQuery

Query = dict[str, Any]

blueprint = Blueprint("embeds", __name__)
for failure in (HTTPException, NotFound):
    blueprint.register_error_handler(failure, failed)


@blueprint.get("/embed/matrix")
@strict(MatrixPageQuery())
def matrix(query: Query) -> Response:
    """Show a matrix."""
    told = matrices.compared(completed(query))
    asked_for = {name: words(value) for name, value in query.items()}
    return shown("embedded_matrix", told | {"whole": page("matrix", **asked_for)})


@blueprint.get("/embed/timeline")
@strict(TimelinePageQuery())
def timeline(query: Query) -> Response:
    """Show a timeline."""
    said, events = happened(query)
    issues = query.get("issue", ())
    told = {
        "subject": subject(query),
        "picture": picture(said, events),
        "dated": sorted([*events, *said], key=latest),
        "whole": page("issue", id=issues[0]) if len(issues) == 1 else page("issues"),
    }
    return shown("embedded_timeline", told)


@blueprint.get("/embed.js")
@strict(NoQuery())
def script(_: Query) -> Response:
    """Serve the script that gives each frame on a page the height it asks for."""
    return assets.current("embed.js")
