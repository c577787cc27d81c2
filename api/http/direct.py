"""Records, and lists of them by pages, as JSON: answered before the application where all is usual.

They are most of what is asked, and what an application does around them costs more than they do. It
answers whatever is refused, has moved, or is wanted otherwise, so that it alone knows what to say
of that. What both answer they answer by the same queries, store, envelope and headers.
"""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote

from flask import Flask

from api.http.envelope import envelope, forward, page_in
from api.http.formats import LONGEST_HEADER, remembered
from api.http.guards import LONGEST_ADDRESS
from api.http.headers import NO_GUESSING, VARIED, lasting, version_of
from api.http.queries import Given, understood
from api.http.retirement import retired
from api.http.running import query_of
from api.http.sharing import OPEN
from api.serving.codings import choice
from api.serving.given import ENDPOINT, Pairs
from api.serving.names import EXACTING, pairs_in
from api.store.edition import Edition
from api.store.store import Store
from schemas.kinds import QUERIES
from schemas.queries import LATEST, Query

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

Told = tuple[bytes, str | None]


class Unusual(Exception):
    """A request that is the application's to answer."""


class Route(NamedTuple):
    """What lists a kind, or gets one record of it: its endpoint, query and formats."""

    endpoint: str
    kind: str
    query: Query
    formats: tuple[str, ...]

    def told(self, edition: Edition, query: dict[str, Any], place: str, id: str | None) -> Told:
        """Return what is asked for in the envelope, and the address of the next page."""
        if id is None:
            return page_in(edition, place, self.query, query, edition.page(self.kind, query))
        if body := edition.get(self.kind, id):
            return envelope(edition, [body], {}, {"self": place, "next": None}), None
        raise Unusual


class Direct:
    """A WSGI application before another; what gets records is known by the path before an id."""

    def __init__(
        self,
        app: "WSGIApplication",
        store: Store,
        lists: dict[str, Route],
        records: dict[str, Route],
    ) -> None:
        self.app, self.store = app, store
        self.lists, self.records = lists, records

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """Answer a request, or let the application; it also tells of what fails here."""
        try:
            headers, body = self.answered(environ)
        except Exception:
            pass
        else:
            start_response("200 OK", headers)
            return [body]
        return self.app(environ, start_response)

    def answered(self, environ: "WSGIEnvironment") -> tuple[Pairs, bytes]:
        """Return the headers and the body of an answer.

        Raises Unusual, and what looking up a bad cursor, an unknown release or a lost store does.
        """
        route, id = self.asked(environ)
        given = given_in(environ)
        edition = self.store.edition(given.get("release", [LATEST])[-1])
        query = understood(route.query, given, edition.known)
        if query is None:
            raise Unusual
        place = quote(environ["SCRIPT_NAME"] + environ["PATH_INFO"])
        body, next = route.told(edition, query, place, id)
        environ[ENDPOINT] = route.endpoint
        return headers_of(body, next, given), body

    def asked(self, environ: "WSGIEnvironment") -> tuple[Route, str | None]:
        """Return the route of a request, and the id in its path; raise Unusual."""
        path = environ["PATH_INFO"]
        above, _, id = path.rpartition("/")
        listing = self.lists.get(path)
        route = listing or self.records.get(above)
        if route is None or not is_usual(environ, route.formats):
            raise Unusual
        return route, None if listing else id


def is_usual(environ: "WSGIEnvironment", formats: tuple[str, ...]) -> bool:
    """Tell whether a request just asks for JSON, in a coding that there is."""
    get = environ.get
    accept = get("HTTP_ACCEPT", "")
    return (
        environ["REQUEST_METHOD"] == "GET"
        and environ.keys().isdisjoint(EXACTING)
        and len(accept) <= LONGEST_HEADER
        and remembered(formats, accept) == "json"
        and choice(get("HTTP_ACCEPT_ENCODING", "")) is not None
    )


def given_in(environ: "WSGIEnvironment") -> Given:
    """Return the parameters of a request; raise Unusual, or UnicodeDecodeError."""
    query = environ["QUERY_STRING"]
    if len(query) + len(environ["PATH_INFO"]) > LONGEST_ADDRESS or not query.isascii():
        raise Unusual
    given: dict[str, list[str]] = {}
    for name, value in pairs_in(query, "utf-8", "strict"):
        given.setdefault(name, []).append(value)
    return given


def headers_of(body: bytes, next: str | None, given: Given) -> Pairs:
    """Return the headers of an answer, as the application has them."""
    return [
        ("Content-Type", "application/json"),
        ("Content-Length", str(len(body))),
        *([("Link", forward(next))] if next else []),
        ("ETag", version_of(body)),
        NO_GUESSING,
        VARIED,
        ("Cache-Control", lasting(given.get("release", [LATEST]), "standing" in given)),
        *OPEN,
    ]


def direct(app: Flask) -> "WSGIApplication":
    """Return an application with this before it, unless operations are retired in it."""
    if retired(app):
        return app.wsgi_app
    with app.app_context():
        lists, records = dict(operations(app, "")), dict(operations(app, "/<id>"))
    return Direct(app.wsgi_app, app.extensions["parley"], lists, records)


def operations(app: Flask, end: str) -> Iterator[tuple[str, Route]]:
    """Return the operations on kinds whose paths end so, by path without that."""
    kinds = {f"/v1/{kind}{end}": kind for kind in QUERIES}
    for rule in app.url_map.iter_rules():
        kind, query = kinds.get(rule.rule), query_of(rule.endpoint)
        if kind and query:
            formats = app.blueprints[kind].formats[rule.endpoint]  # type: ignore[attr-defined]
            yield f"/v1/{kind}", Route(rule.endpoint, kind, query, formats)
