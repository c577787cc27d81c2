"""Answers to what is asked: which record or list, in the format that is wanted."""

import json
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from flask import request
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from api.http.discovery import catalogued
from api.http.envelope import (
    address_with,
    array,
    enclosed,
    forward,
    onward,
    page_in,
    place,
    spelled,
)
from api.http.formats import MIMETYPES, wanted
from api.http.loss import begun, unavailable
from api.http.problems import Refused, SentOn
from api.http.running import API_VERSION, store
from api.http.tabular import LINES
from api.store.cursors import BadCursor
from api.store.names import near
from api.store.paging import Page, render
from schemas.base import RecordSchema, nearest, quoted
from schemas.kinds import QUERIES, SCHEMAS
from schemas.queries import Query as Shape
from schemas.timeline import TimelineQuery

PICKED = ("members", "facets")

Query = dict[str, Any]
Ask = Callable[[Query], Page]
Stream = Callable[[Query], Iterable[bytes]]


def one(kind: str, id: str) -> Response:
    """Answer with one record."""
    return enclosed([body_of(kind, id)], {})


def body_of(kind: str, id: str) -> bytes:
    """Return a record as JSON; without it, name the nearest."""
    body = store().get(kind, id)
    if body is None:
        if now := store().now_called(kind, id):
            raise SentOn(address_with(now))
        hint = nearest(id, near(id, store().known(kind))) if kind in QUERIES else "."
        raise NotFound(f"There is no {SCHEMAS[kind].noun} {quoted(id)}{hint}")
    return body


def record_of(kind: str, id: str) -> dict[str, Any]:
    """Return a record; without it, name the nearest."""
    record: dict[str, Any] = json.loads(body_of(kind, id))
    return record


def page(kind: str, query: Query) -> Response:
    """Answer with a list of records; with all of them, whole, as they lie ready."""
    edition = store()
    ready = {"csv": edition.in_rows, "ndjson": edition.in_lines}.get(wanted())
    if ready and query.keys().isdisjoint(PICKED) and not is_paged():
        return as_file(begun(ready(kind, query)))
    ask, stream = partial(edition.page, kind), partial(edition.stream, kind)
    return listed(QUERIES[kind], SCHEMAS[kind], query, ask, stream)


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
    return enclosed(array(chain), {"total": len(chain)})


def listed(shape: Shape, record: RecordSchema, query: Query, ask: Ask, stream: Stream) -> Response:
    """Answer with a page as JSON; as lines, with all that matches unless pages are asked for."""
    if wanted() == "json":
        return paged(shape, query, ask)
    if "facets" in query:
        raise Refused("facets", "Counts are told in JSON only.")
    if is_paged():
        part = asked(ask, query)
        next = onward(store(), place(), shape, spelled(shape, query), part)
        return linked(in_lines(record, query, part.bodies), next)
    return in_lines(record, query, begun(stream(query)))


def is_paged() -> bool:
    """Tell whether lines are asked for by pages."""
    return not {"limit", "cursor"}.isdisjoint(request.args)


def paged(shape: Shape, query: Query, ask: Ask) -> Response:
    """Answer with the page that a store finds for a query."""
    text, next = page_in(store(), place(), shape, query, asked(ask, query))
    return linked(Response(text, mimetype="application/json"), next)


def asked(ask: Ask, query: Query) -> Page:
    """Return the page that a store finds for a query; a cursor of another list is refused."""
    try:
        return ask(query)
    except BadCursor as error:
        raise Refused("cursor", str(error)) from error


def linked(response: Response, next: str | None) -> Response:
    """Name the next page in the header `Link`."""
    if next:
        response.headers["Link"] = forward(next)
    return response


def in_lines(record: RecordSchema, query: Query, bodies: Iterable[bytes]) -> Response:
    """Answer with records one a line."""
    return as_file(LINES[wanted()](record, query.get("members", ()), bodies))


def as_file(lines: Iterable[bytes]) -> Response:
    """Answer with what is sent while it is made, and can be kept as a file."""
    name = wanted()
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
    response = enclosed([render(card | {"version": API_VERSION, "resources": lists})], {})
    return catalogued(response)


def health() -> Response:
    """Answer that the process answers."""
    return Response('{"status":"ok"}', mimetype="application/json")


def readiness() -> Response:
    """Answer that the dataset can be asked, or when to try again."""
    try:
        store().only("dataset")
    except SQLAlchemyError as error:
        raise unavailable(error) from error
    return health()
