"""What is settled before and after every view: acceptable formats, length, caching, safety."""

from flask import Flask, request
from flask_smorest import abort
from werkzeug.wrappers import Response

LONGEST_ADDRESS = 8000
FORMATS = ["application/json"]
POLICY = "default-src 'none'; frame-ancestors 'none'"


def refuse_long_address() -> None:
    """Refuse an address that no client of ours needs (RFC 9110, 15.5.15)."""
    length = len(request.environ.get("QUERY_STRING", "")) + len(request.path)
    if length > LONGEST_ADDRESS:
        told = f"The address has {length} bytes; at most {LONGEST_ADDRESS} are possible."
        abort(414, message=told)


def refuse_unacceptable() -> None:
    """Refuse an `Accept` that none of our formats meets."""
    accepted = request.accept_mimetypes
    if request.path.startswith("/v1/") and accepted and not accepted.best_match(FORMATS):
        abort(
            406, message=f"This is served as {', '.join(FORMATS)}, which {accepted} does not allow."
        )


def finish(response: Response) -> Response:
    """Let clients revalidate what they have, and trust nothing that a response says of itself."""
    headers = response.headers
    headers.setdefault("Content-Security-Policy", POLICY)
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Referrer-Policy"] = "no-referrer"
    if response.status_code != 200 or response.is_streamed or request.method == "OPTIONS":
        return response
    response.vary.add("Accept")
    response.cache_control.no_cache = True
    response.add_etag()
    return response.make_conditional(request)


def init_app(app: Flask) -> None:
    """Put the guards up."""
    app.before_request(refuse_long_address)
    app.before_request(refuse_unacceptable)
    app.after_request(finish)
