"""Every failure as problem details (RFC 9457), with the status and headers it came with."""

import json
from collections.abc import Iterator
from itertools import islice
from typing import Any
from urllib.parse import quote

from flask import Flask, current_app, request
from werkzeug.exceptions import (
    BadRequest,
    HTTPException,
    InternalServerError,
    MethodNotAllowed,
    NotFound,
)
from werkzeug.wrappers import Response

from schemas.base import nearest, quoted

FAILURES = {
    "BAD_REQUEST": (400, "The query is not understood; `errors` names each parameter at fault."),
    "NOT_FOUND": (404, "There is no record of this id."),
    "GONE": (410, "The operation is retired; `detail` names what comes instead."),
    "NOT_ACCEPTABLE": (406, "No format that is served meets the header Accept."),
    "URI_TOO_LONG": (414, "The address is longer than any that is served."),
    "RANGE_NOT_SATISFIABLE": (416, "The file ends before the bytes that were asked for."),
    "SERVICE_UNAVAILABLE": (
        503,
        "The dataset cannot be asked; Retry-After says when to try again.",
    ),
    "LOST": (503, "The file is not as it was written; it is written anew when the server starts."),
}
MOST_ERRORS = 20
LONGEST_ECHO = 200
MIMETYPE = "application/problem+json"


class Refused(BadRequest):
    """A parameter that is understood but cannot be answered."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__()
        self.data = {"messages": {"query": {name: [reason]}}}


class SentOn(HTTPException):
    """A record that has another id now, at the address that is given (RFC 9110, 15.4.9)."""

    code = 308

    def __init__(self, address: str) -> None:
        super().__init__()
        self.address = address

    def get_response(self, *args: Any, **kwargs: Any) -> Response:
        """Return the redirection, which has no body."""
        response = Response(status=self.code, headers={"Location": self.address})
        del response.headers["Content-Type"]
        return response


def problem_response(error: HTTPException) -> Response:
    """Return an exception as a response."""
    response = error.get_response()
    if isinstance(error, SentOn):
        return response
    response.set_data(json.dumps(problem_of(error), ensure_ascii=False))
    response.content_type = MIMETYPE
    return response


def problem_of(error: HTTPException) -> dict[str, Any]:
    """Return what an exception tells: the status, and each parameter at fault."""
    problem: dict[str, Any] = {
        "type": "about:blank",
        "title": error.name,
        "status": error.code,
        "detail": detail_of(error),
        "instance": quote(request.path[:LONGEST_ECHO]),
    }
    messages = getattr(error, "data", {}).get("messages")
    if messages:
        problem["detail"] = "The request has invalid parameters."
        problem["errors"] = list(islice(reasons(messages["query"]), MOST_ERRORS))
    return problem


def detail_of(error: HTTPException) -> str:
    """Say what went wrong, as exactly as is known."""
    if message := getattr(error, "data", {}).get("message"):
        return str(message)
    if isinstance(error, NotFound) and error.description == NotFound.description:
        return f"There is nothing at {quoted(request.path)}{nearest(request.path, addresses(), 0)}"
    if isinstance(error, MethodNotAllowed):
        allowed = ", ".join(sorted(error.valid_methods or ()))
        return f"{request.method} is not possible here; possible are {allowed}."
    if isinstance(error, InternalServerError):
        return "The server failed; the failure has been logged."
    return error.description or error.name


def addresses() -> list[str]:
    """Return every address that has no variable part."""
    return [rule.rule for rule in current_app.url_map.iter_rules() if not rule.arguments]


def reasons(messages: Any, name: str = "") -> Iterator[dict[str, str]]:
    """Walk marshmallow's messages for one query; the index within a list says nothing."""
    if isinstance(messages, dict):
        for key, inner in messages.items():
            yield from reasons(inner, name or str(key))
    else:
        for reason in messages:
            yield {"name": name[:LONGEST_ECHO], "reason": reason}


def init_app(app: Flask) -> None:
    """Answer every failure with problem details."""
    app.register_error_handler(HTTPException, problem_response)
