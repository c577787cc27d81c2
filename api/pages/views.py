"""Which page is at which address."""

from typing import Any

from flask import Blueprint, Flask
from werkzeug.exceptions import HTTPException, NotFound
from werkzeug.wrappers import Response

from api.http.queries import strict
from api.pages import assets, embeds, oembed, overview, records
from api.pages import matrix as matrices
from api.pages.queries import MatrixPageQuery, SearchQuery
from api.pages.showing import failed, missed, shown
from schemas.queries import Query, Reading

Asked = dict[str, Any]

blueprint = Blueprint("pages", __name__, template_folder="templates")
for failure in (HTTPException, NotFound):
    blueprint.register_error_handler(failure, failed)


@blueprint.get("/")
@strict(MatrixPageQuery())
def matrix(query: Asked) -> Response:
    """Show who holds what on a day."""
    return shown("matrix", matrices.matrix(query))


@blueprint.get("/positions/<id>")
@strict(Reading())
def position(_: Asked, id: str) -> Response:
    """Show a position."""
    return shown("position", records.position(id))


@blueprint.get("/parties/<id>")
@strict(Reading())
def party(_: Asked, id: str) -> Response:
    """Show a party."""
    return shown("party", records.party(id))


@blueprint.get("/speakers/<id>")
@strict(Reading())
def speaker(_: Asked, id: str) -> Response:
    """Show a speaker."""
    return shown("speaker", records.speaker(id))


@blueprint.get("/issues/<id>")
@strict(Reading())
def issue(_: Asked, id: str) -> Response:
    """Show an issue."""
    return shown("issue", records.issue(id))


@blueprint.get("/sources/<id>")
@strict(Reading())
def source(_: Asked, id: str) -> Response:
    """Show a source."""
    return shown("source", records.source(id))


@blueprint.get("/events/<id>")
@strict(Reading())
def event(_: Asked, id: str) -> Response:
    """Show an event."""
    return shown("event", records.event(id))


@blueprint.get("/issues")
@strict(Reading())
def issues(_: Asked) -> Response:
    """Show all issues."""
    return shown("issues", overview.issues())


@blueprint.get("/parties")
@strict(Reading())
def parties(_: Asked) -> Response:
    """Show all parties."""
    return shown("parties", overview.parties())


@blueprint.get("/releases")
@strict(Reading())
def releases(_: Asked) -> Response:
    """Show all releases."""
    return shown("releases", overview.releases())


@blueprint.get("/about")
@strict(Reading())
def about(_: Asked) -> Response:
    """Show what the dataset is and how it was made."""
    return shown("about", overview.about())


@blueprint.get("/search")
@strict(SearchQuery())
def search(query: Asked) -> Response:
    """Show what holds some words."""
    return shown("search", overview.search(query))


@blueprint.get("/assets/<version>/<name>")
@strict(Query())
def file(_: Asked, version: str, name: str) -> Response:
    """Serve a file that pages need."""
    return assets.served(version, name)


def init_app(app: Flask) -> None:
    """Serve the pages."""
    for part in (blueprint, embeds.blueprint, oembed.blueprint):
        app.register_blueprint(part)
    app.register_error_handler(NotFound, missed)
