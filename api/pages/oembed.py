"""Tell programs how to show a page of ours on theirs, by its address (oEmbed 1.0)."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import marshmallow as ma
from flask import Blueprint, current_app, jsonify
from werkzeug import exceptions
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import HTTPException, NotFound
from werkzeug.wrappers import Response

from api.http.public_url import absolute
from api.http.queries import PARSER
from api.http.running import store
from api.pages.embedding import HEIGHT, WIDTH, Embedding, embedding
from schemas.base import quoted
from schemas.oembed import OEmbedQuery, OEmbedSchema

VIEWS = {
    "pages.matrix": "matrix",
    "embeds.matrix": "matrix",
    "pages.issue": "timeline",
    "embeds.timeline": "timeline",
}

blueprint = Blueprint("oembed", __name__)


@blueprint.get("/oembed")
@PARSER.use_args(OEmbedQuery(), location="query", unknown=ma.EXCLUDE)
def oembed(query: dict[str, Any]) -> Response:
    """Answer with how to show a page; abort with 501 for any format but JSON (section 2.3.4)."""
    if query["format"] != "json":
        raise exceptions.NotImplemented("oEmbed is served as JSON only.")
    shown = shown_at(query["url"])
    width, height = (
        min(WIDTH, query.get("maxwidth", WIDTH)),
        min(HEIGHT, query.get("maxheight", HEIGHT)),
    )
    told = {
        "provider_url": absolute("/"),
        "title": shown.title,
        "html": shown.html(width, height),
        "width": width,
        "height": height,
    }
    return jsonify(OEmbedSchema().dump(told))


def shown_at(url: str) -> Embedding:
    """Return how to show what is at an address; abort with 404 if it cannot be shown."""
    ours = urlsplit(absolute("/"))
    try:
        parts = urlsplit(url)
        path = parts.path.removeprefix(ours.path.rstrip("/"))
        endpoint, values = current_app.url_map.bind("").match(path)
    except (HTTPException, ValueError):
        raise not_shown(url) from None
    here = parts.netloc == ours.netloc and parts.path.startswith(ours.path)
    if not (here and endpoint in VIEWS and names_known_issue(values)):
        raise not_shown(url)
    asked = MultiDict(parse_qsl(parts.query))
    query = {name: ",".join(asked.getlist(name)) for name in asked}
    return embedding(VIEWS[endpoint], query | ({"issue": values["id"]} if values else {}))


def not_shown(url: str) -> NotFound:
    """Return that nothing can be shown of an address, and what can be."""
    told = "can be shown; the matrix, every issue and what is below /embed can."
    return NotFound(f"Nothing at {quoted(url)} {told}")


def names_known_issue(values: Mapping[str, Any]) -> bool:
    """Tell whether an address names an issue that there is, or none."""
    return "id" not in values or values["id"] in store().known("issues")
