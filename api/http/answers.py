"""Answers to what is asked: which record or list, in the format that is wanted."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

import marshmallow as ma
from flask import current_app, request
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import NotFound, ServiceUnavailable
from werkzeug.wrappers import Response

from api.http.envelope import address, enclosed, going_on, pinned, render
from api.http.formats import MIMETYPES, wanted
from api.http.problems import Refused
from api.http.running import API_VERSION, store
from api.http.tabular import LINES, only
from api.store.cursors import BadCursor
from api.store.paging import Page
from schemas.base import nearest, quoted
from schemas.kinds import QUERIES, SCHEMAS
from schemas.queries import ListQuery
from schemas.timeline import TimelineQuery

Query = dict[str, Any]
Ask = Callable[[Query], Page]


def one(kind: str, id: str) -> Response:
    """Answer with one record."""
    return enclosed(body_of(kind, id), {})


def body_of(kind: str, id: str) -> str:
    """Return a record as JSON; without it, name the nearest."""
    body = store().get(kind, id)
    if body is None:
        hint = nearest(id, store().known(kind)) if kind in QUERIES else "."
        raise NotFound(f"There is no {SCHEMAS[kind].noun} {quoted(id)}{hint}")
    return body


def page(kind: str, query: Query) -> Response:
    """Answer with a list: a page as JSON; as lines, all that matches unless pages are asked for."""
    shape, ask = QUERIES[kind], partial(store().page, kind)
    if wanted() == "json":
        return paged(shape, query, ask)
    if "facets" in query:
        raise Refused("facets", "Counts are told in JSON only.")
    if {"limit", "cursor"} & set(request.args):
        found = asked(ask, query)
        return linked(in_lines(SCHEMAS[kind], query, found.bodies), onward(shape, query, found))
    return in_lines(SCHEMAS[kind], query, store().stream(kind, query))


def timeline(query: Query) -> Response:
    """Answer with a page of days."""
    return paged(TimelineQuery(), query, store().timeline)


def history(id: str) -> Response:
    """Answer with the chain that a position belongs to."""
    chain = store().history(id)
    if not chain:
        return one("positions", id)
    if wanted() != "json":
        return in_lines(SCHEMAS["positions"], {}, chain)
    return enclosed(f"[{','.join(chain)}]", {"total": len(chain)})


def paged(shape: ListQuery, query: Query, ask: Ask) -> Response:
    """Answer with the page that a store finds for a query."""
    found = asked(ask, query)
    bodies = found.bodies
    if "members" in query:
        bodies = [only(body, query["members"]) for body in bodies]
    meta = {"as_of": query.get("as_of"), "total": found.total, "filters": found.filters}
    if found.facets:
        meta["facets"] = found.facets
    first, next = address(shape, query), onward(shape, query, found)
    here = going_on(first, query.get("cursor")) or first
    return linked(enclosed(f"[{','.join(bodies)}]", meta, here, next), next)


def asked(ask: Ask, query: Query) -> Page:
    """Return the page that a store finds for a query; a cursor of another list is refused."""
    try:
        return ask(query)
    except BadCursor as error:
        raise Refused("cursor", str(error)) from error


def onward(shape: ListQuery, query: Query, found: Page) -> str | None:
    """Return the address of the next page, in the release that this one is from."""
    return going_on(pinned(shape, query), found.next)


def linked(response: Response, onward: str | None) -> Response:
    """Name the next page in the header `Link`."""
    if onward:
        response.headers["Link"] = f'<{onward}>; rel="next"'
    return response


def in_lines(shape: ma.Schema, query: Query, bodies: Iterable[str]) -> Response:
    """Answer with records one a line, sent while they are read."""
    name = wanted()
    lines = LINES[name](shape, query.get("members", ()), bodies)
    response = Response(lines, mimetype=MIMETYPES[name])
    about = "-".join(request.path.partition(".")[0].split("/")[2:])
    file = f"parley-{about}-{store().release}.{name}"
    response.headers["Parley-Release"] = store().release
    response.headers["Content-Disposition"] = f'inline; filename="{file}"'
    return response


def index() -> Response:
    """Answer with the dataset's card and the lists that there are."""
    card = store().only("dataset")
    root = request.script_root
    lists = [
        {"id": kind, "href": f"{root}/v1/{kind}", "total": store().count(kind)} for kind in QUERIES
    ]
    return enclosed(render(card | {"version": API_VERSION, "resources": lists}), {})


def health() -> Response:
    """Answer that the process answers."""
    return Response('{"status":"ok"}', mimetype="application/json")


def readiness() -> Response:
    """Answer that the dataset can be asked, or when to try again."""
    try:
        store().get("dataset", "dataset")
    except SQLAlchemyError as error:
        current_app.logger.exception("The store does not answer.")
        raise ServiceUnavailable("The dataset cannot be asked.", retry_after=5) from error
    return health()
