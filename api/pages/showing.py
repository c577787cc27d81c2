"""A page around what it shows: the header, the footer, and what a failure looks like."""

from collections.abc import Callable
from functools import partial
from typing import Any

from flask import render_template, request
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from api.http.problems import SentOn, problem_of, problem_response
from api.http.running import stores
from api.pages.addresses import api, api_of_all, edition_read, kept, page, page_of, permanent
from api.pages.assets import asset
from api.pictures import marks
from schemas.queries import LATEST

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors "
)
FRAMED = "embeds"
HELPERS = {
    "page": page, "page_of": page_of, "api": api, "api_of_all": api_of_all, "permanent": permanent,
    "asset": asset,
}  # fmt: skip
OF_THE_EDITION: dict[str, Callable[..., Any]] = {"shape": marks.shape, "legend": marks.legend}


def shown(template: str, told: dict[str, Any]) -> Response:
    """Return a page of the release that is asked for."""
    edition = edition_read()
    frame = {
        "card": edition.only("dataset"),
        "release": edition.release,
        "released_on": stores().card(edition.release).get("released_on"),
        "latest": stores().edition(LATEST).release,
        "kept": kept(),
    }
    response = drawn(template, frame | told)
    response.headers["Parley-Release"] = edition.release
    return response


def failed(error: HTTPException) -> Response:
    """Return a failure as a page, with its status and headers; nothing is asked of the store."""
    if isinstance(error, SentOn):
        return problem_response(error)
    response = drawn("failure", {"problem": problem_of(error)})
    given = error.get_response()
    response.status_code = given.status_code
    for name in ("Allow", "Retry-After"):
        if name in given.headers:
            response.headers[name] = given.headers[name]
    return response


def missed(error: HTTPException) -> Response:
    """Return that nothing is there: as a page to who asks for pages, as a problem to others."""
    formats = ["application/problem+json", "text/html"]
    wants_page = request.accept_mimetypes.best_match(formats) == formats[1]
    return failed(error) if wants_page and request.url_rule is None else problem_response(error)


def drawn(template: str, told: dict[str, Any]) -> Response:
    """Return what a template makes of what is told."""
    edition = edition_read()
    helpers = {name: partial(tell, edition) for name, tell in OF_THE_EDITION.items()}
    framed = request.blueprint == FRAMED
    layout = {"layout": f"pages/{'frame' if framed else 'base'}.html"}
    text = render_template(f"pages/{template}.html", **HELPERS, **helpers, **layout, **told)
    response = Response(text, mimetype="text/html")
    response.headers["Content-Security-Policy"] = POLICY + ("*" if framed else "'none'")
    return response
