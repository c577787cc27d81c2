"""What flask-smorest is told of the endpoints, so that it can write the document."""

from collections.abc import Callable, Iterator
from functools import reduce
from typing import Any

import flask_smorest
import marshmallow as ma

from api.http.blueprints import Blueprint, Operation
from api.http.formats import DESCRIBED, MIMETYPES
from api.http.problems import FAILURES
from api.http.queries import QueryParser, View
from schemas.base import LASTING
from schemas.envelopes import example_of
from schemas.kinds import SCHEMAS

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


class Documented(flask_smorest.Blueprint):  # type: ignore[misc]
    """A blueprint of flask-smorest with what one of ours keeps of its operations."""

    ARGUMENTS_PARSER = QueryParser()

    def __init__(self, told: Blueprint) -> None:
        prefix, about = told.url_prefix, told.description
        super().__init__(told.name, told.import_name, url_prefix=prefix, description=about)
        for operation in told.operations:
            described = reduce(apply, self.answers(operation), operation.view)
            asked = self.arguments(operation.query, location="query")(described)
            self.route(operation.rule, parameters=parameters(operation))(asked)

    def answers(self, operation: Operation) -> Iterator[Callable[[View], View]]:
        """Tell of each status that an operation answers with."""
        sent = {SENT[name]: name for name in operation.headers}
        if operation.kind in LASTING:
            moved = {"Location": "LOCATION"}
            yield self.alt_response(308, success=True, description=RENAMED, headers=moved)
        if "ETAG" in operation.headers:
            yield self.alt_response(304, success=True, description=UNCHANGED)
        if operation.media_types:
            yield self.alt_response(206, success=True, description=PART)
        for name in operation.failures:
            yield self.alt_response(FAILURES[name][0], name)
        shape = operation.shape() if operation.shape else None
        for name in reversed(operation.formats):
            yield self.alt_response(200, success=True, headers=sent, **content(name, shape))
        if operation.media_types:
            files = {one: {"schema": file_schema(one)} for one in operation.media_types}
            yield self.response(200, description="The file.", headers=sent)
            yield self.doc(responses={status: {"content": files} for status in (200, 206)})


def apply(view: View, decorate: Callable[[View], View]) -> View:
    """Return a decorated view."""
    return decorate(view)


def parameters(operation: Operation) -> list[dict[str, Any]]:
    """Return how the document tells of what is in the path of an operation."""
    return [*([id_of(operation.kind)] if operation.kind else []), *operation.parameters]


def id_of(kind: str) -> dict[str, Any]:
    """Return how the document tells of the id of a record of a kind in a path."""
    return {
        "name": "id",
        "in": "path",
        "description": f"`id` of the {SCHEMAS[kind].noun}.",
        "schema": {"type": "string"},
        "example": example_of(SCHEMAS[kind])["id"],
    }


def file_schema(media_type: str) -> dict[str, Any]:
    """Return how the document tells of a file's content: of what is no text, nothing is said."""
    return {"type": "string"} if media_type.startswith("text/") else {}


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
