"""Answers of one shape: data, what they answer, and where to go on."""

import json
from collections.abc import Callable
from functools import partial
from typing import Any
from urllib.parse import quote, urlencode

from flask import current_app, request
from flask_smorest import abort
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import NotFound, ServiceUnavailable
from werkzeug.wrappers import Response

from api.http.running import store
from api.store.cursors import BadCursor
from api.store.paging import Page
from api.store.tables import DRAFT
from schemas.base import nearest, quoted
from schemas.kinds import QUERIES, SCHEMAS
from schemas.queries import ListQuery
from schemas.timeline import TimelineQuery

API_VERSION = "1.0.0"

Query = dict[str, Any]


def one(kind: str, id: str) -> Response:
    """Answer with one record."""
    body = store().get(kind, id)
    if body is None:
        hint = nearest(id, store().known(kind)) if kind in QUERIES else "."
        raise NotFound(f"There is no {SCHEMAS[kind].noun} {quoted(id)}{hint}")
    return answer(body, {})


def page(kind: str, query: Query) -> Response:
    """Answer with a page of a list."""
    return paged(QUERIES[kind], query, partial(store().page, kind))


def timeline(query: Query) -> Response:
    """Answer with a page of days."""
    return paged(TimelineQuery(), query, store().timeline)


def history(id: str) -> Response:
    """Answer with the chain that a position belongs to."""
    chain = store().history(id)
    return answer(f"[{','.join(chain)}]", {"total": len(chain)}) if chain else one("positions", id)


def paged(shape: ListQuery, query: Query, ask: Callable[[Query], Page]) -> Response:
    """Answer with the page that a store finds for a query."""
    try:
        found = ask(query)
    except BadCursor as error:
        abort(400, messages={"query": {"cursor": [str(error)]}})
    bodies = [only(body, query["members"]) for body in found.bodies] if "members" in query else None
    meta = {"as_of": query.get("as_of"), "total": found.total, "filters": found.filters}
    if found.facets:
        meta["facets"] = found.facets
    first = address(shape, {name: query[name] for name in query if name != "cursor"})
    here, onward = going_on(first, query.get("cursor")), going_on(pinned(shape, query), found.next)
    response = answer(f"[{','.join(bodies or found.bodies)}]", meta, here or first, onward)
    if onward:
        response.headers["Link"] = f'<{onward}>; rel="next"'
    return response


def pinned(shape: ListQuery, query: Query) -> str:
    """Return the address of a list from its start, in the release that was answered from."""
    plain = {name: query[name] for name in query if name != "cursor"}
    frozen = {} if store().release == DRAFT else {"release": store().release}
    return address(shape, plain | frozen)


def going_on(first: str, cursor: str | None) -> str | None:
    """Return the address of the page after a cursor, from that of the first page."""
    return f"{first}{'&' if '?' in first else '?'}cursor={cursor}" if cursor else None


def index() -> Response:
    """Answer with the dataset's card and the lists that there are."""
    card = store().only("dataset")
    root = request.script_root
    lists = [
        {"id": kind, "href": f"{root}/v1/{kind}", "total": store().count(kind)} for kind in QUERIES
    ]
    return answer(render(card | {"version": API_VERSION, "resources": lists}), {})


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


def answer(data: str, meta: Query, here: str | None = None, onward: str | None = None) -> Response:
    """Put data that are JSON already into the envelope."""
    about: Query = {"release": store().release, "as_of": None, "total": 1, "filters": {}} | meta
    links = {"self": here or place(), "next": onward}
    text = f'{{"data":{data},"meta":{render(about)},"links":{render(links)}}}'
    return Response(text, mimetype="application/json")


def only(body: str, members: list[str]) -> str:
    """Return a record with its id and some members."""
    record = json.loads(body)
    return render({name: value for name, value in record.items() if name in ("id", *members)})


def address(shape: ListQuery, query: Query) -> str:
    """Return the address of a list from its start, with the query as it was understood."""
    pairs = {
        shape.fields[name].data_key or name: words(value)
        for name, value in query.items()
        if value != shape.fields[name].load_default
    }
    return f"{place()}?{urlencode(sorted(pairs.items()), safe=',/:')}" if pairs else place()


def place() -> str:
    """Return the path that was asked for, in its one spelling."""
    return quote(request.script_root + request.path.rstrip("/"))


def words(value: Any) -> str:
    """Return a value as a query writes it."""
    if isinstance(value, list):
        return ",".join(value)
    return str(value).lower() if isinstance(value, bool) else str(value)


def render(value: Any) -> str:
    """Return compact JSON."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
