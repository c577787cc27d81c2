"""Endpoints: each strict about its query, served in its formats, and documented whole."""

from collections.abc import Callable, Iterable
from functools import partial, wraps
from typing import Any

import flask_smorest
import marshmallow as ma

from api.http.formats import BY_SUFFIX, DESCRIBED, JSON, LISTED, MIMETYPES, SUFFIXED
from api.http.problems import FAILURES
from api.http.queries import QueryParser, refuse_faults
from schemas.base import LASTING
from schemas.citations import STYLES, CitationQuery, CitedSchema
from schemas.envelopes import example_of, list_of, one_of
from schemas.kinds import QUERIES, SCHEMAS
from schemas.queries import Query, Reading

View = Callable[..., Any]
SENT = {
    "ETAG": "ETag",
    "LINK": "Link",
    "CATALOGUE": "Link",
    "REPR_DIGEST": "Repr-Digest",
    "CONTENT_DISPOSITION": "Content-Disposition",
}
UNCHANGED = "What you have still holds."
RENAMED = "The record has another id now; Location is its address."
PART = "The bytes that the header Range asks for."


class Blueprint(flask_smorest.Blueprint):  # type: ignore[misc]
    """A blueprint whose every endpoint is strict about its query and documents its failures."""

    ARGUMENTS_PARSER = QueryParser()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.formats: dict[str, tuple[str, ...]] = {}
        self.queries: dict[str, Query] = {}

    def strict(self, query: Query) -> Callable[[View], View]:
        """Take a query; each of its values must name something in the dataset."""
        decorator: Callable[[View], View] = self.arguments(
            query, location="query", validate=partial(refuse_faults, query)
        )
        return decorator

    def lists(self, kind: str) -> Callable[[View], View]:
        """Serve a view as the list of a kind of record."""
        shape = list_of(SCHEMAS[kind])()
        return self.endpoint("", QUERIES[kind], shape, ("ETAG", "LINK"), formats=LISTED)

    def gets(self, kind: str) -> Callable[[View], View]:
        """Serve a view as one record of a kind, found by its id."""
        return self.finds(kind, "/<id>", one_of(SCHEMAS[kind])())

    def finds(
        self, kind: str, rule: str, shape: ma.Schema, formats: tuple[str, ...] = JSON
    ) -> Callable[[View], View]:
        """Serve a view at a path with the id of a record of a kind."""
        told = [id_of(kind)]
        serve = self.endpoint(rule, Reading(), shape, ("ETAG",), told, ("NOT_FOUND",), formats)
        return (lambda view: serve(self.moves(view))) if kind in LASTING else serve

    def moves(self, view: View) -> View:
        """Document that a view sends on who asks for an id that was changed."""
        sent = {"Location": "LOCATION"}
        described = self.alt_response(308, success=True, description=RENAMED, headers=sent)
        served: View = described(view)
        return served

    def cites(self, rule: str, kind: str = "") -> Callable[[View], View]:
        """Serve a view as the citation of the dataset, or of a record of a kind."""
        told, failures = ([id_of(kind)], ("NOT_FOUND",)) if kind else ([], ())
        work = CitedSchema(many=True)
        serve = self.endpoint(rule, CitationQuery(), work, ("ETAG",), told, failures, STYLES)
        return (lambda view: serve(self.moves(view))) if kind in LASTING else serve

    def sends(
        self, rule: str, parameters: list[dict[str, Any]], media_types: Iterable[str]
    ) -> Callable[[View], View]:
        """Serve a view as files of some media types, whole or in part, whatever is accepted."""
        content = {media_type: {"schema": file_schema(media_type)} for media_type in media_types}
        sent = {SENT[name]: name for name in ("ETAG", "REPR_DIGEST", "CONTENT_DISPOSITION")}

        def decorate(view: View) -> View:
            self.formats[f"{self.name}.{view.__name__}"] = ()
            view = self.alt_response(304, success=True, description=UNCHANGED)(view)
            view = self.alt_response(206, success=True, description=PART)(view)
            for name in ("NOT_FOUND", "RANGE_NOT_SATISFIABLE", "URI_TOO_LONG", "LOST"):
                view = self.alt_response(FAILURES[name][0], name)(view)
            view = self.response(200, description="The file.", headers=sent)(view)
            view = self.doc(responses={status: {"content": content} for status in (200, 206)})(view)
            served: View = self.route(rule, parameters=parameters)(self.strict(Query())(view))
            return served

        return decorate

    def endpoint(
        self,
        rule: str,
        query: Query,
        shape: ma.Schema | None,
        headers: tuple[str, ...] = (),
        parameters: list[dict[str, Any]] | None = None,
        failures: tuple[str, ...] = (),
        formats: tuple[str, ...] = JSON,
        lost: tuple[str, ...] = ("SERVICE_UNAVAILABLE",),
    ) -> Callable[[View], View]:
        """Serve a view at a path, with its query, its answer and its failures documented."""
        sent = {SENT[name]: name for name in headers}

        def document(view: View) -> View:
            if "ETAG" in headers:
                view = self.alt_response(304, success=True, description=UNCHANGED)(view)
            for name in (*failures, "NOT_ACCEPTABLE", "URI_TOO_LONG", *lost):
                view = self.alt_response(FAILURES[name][0], name)(view)
            for name in reversed(formats):
                told = content(name, shape)
                view = self.alt_response(200, success=True, headers=sent, **told)(view)
            return view

        def decorate(view: View) -> View:
            asked = self.strict(query)(only_documented(view, document))
            served: View = self.route(rule, parameters=parameters)(asked)
            self.serve_by_suffix(rule, served, formats)
            for endpoint in (view.__name__, f"{view.__name__}{SUFFIXED}"):
                self.formats[f"{self.name}.{endpoint}"] = formats
                self.queries[f"{self.name}.{endpoint}"] = query
            return served

        return decorate

    def serve_by_suffix(self, rule: str, view: View, formats: tuple[str, ...]) -> None:
        """Serve a view also where its address ends in the name of a format, such as `.csv`."""
        endpoint = f"{self.name}.{view.__name__}{SUFFIXED}"
        endings = [name for name in formats if name in BY_SUFFIX]
        if len(endings) > 1:
            address = f"{self.url_prefix or ''}{rule}.<any({', '.join(endings)}):suffix>"
            plain = partial(without_suffix, view)
            self.record(lambda state: state.app.add_url_rule(address, endpoint, plain))


def only_documented(view: View, document: Callable[[View], View]) -> View:
    """Return a view with the documentation of another, and without what that does at each call.

    Views answer with responses, which is all that is asked of a decorator of flask-smorest.
    """

    @wraps(view)
    def undecorated(*args: Any, **kwargs: Any) -> Any:
        return view(*args, **kwargs)

    undecorated._apidoc = document(view)._apidoc  # type: ignore[attr-defined]
    return undecorated


def file_schema(media_type: str) -> dict[str, Any]:
    """Return how the document tells of a file's content: of what is no text, nothing is said."""
    return {"type": "string"} if media_type.startswith("text/") else {}


def without_suffix(view: View, suffix: str, **path: str) -> Any:
    """Call a view that its address led to by a suffix."""
    return view(**path)


def id_of(kind: str) -> dict[str, Any]:
    """Return how the document tells of the id of a record of a kind in a path."""
    return {
        "name": "id",
        "in": "path",
        "description": f"`id` of the {SCHEMAS[kind].noun}.",
        "schema": {"type": "string"},
        "example": example_of(SCHEMAS[kind])["id"],
    }


def type_of(media_type: str) -> dict[str, Any]:
    """Return how the document tells of a format: of bytes that are no text, it has no type."""
    if media_type == MIMETYPES["png"]:
        return {}
    return {"type": "object" if media_type.endswith("+json") else "string"}


def content(name: str, shape: ma.Schema | None) -> dict[str, Any]:
    """Return how the document tells of an answer in a format."""
    if shape is None or name in DESCRIBED:
        schema = type_of(MIMETYPES[name]) | {"description": DESCRIBED[name]}
        return {"content_type": MIMETYPES[name], "schema": schema}
    example = [example_of(shape)] if shape.many else example_of(shape)
    return {"content_type": MIMETYPES[name], "schema": shape, "example": example}
