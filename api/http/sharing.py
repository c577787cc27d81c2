"""Pages of any origin may read what is served (the Fetch standard's CORS protocol)."""

from flask import Flask, request
from flask_cors import CORS
from werkzeug.wrappers import Response

EXPOSED = (
    "Accept-Ranges, Content-Disposition, Content-Range, Deprecation, ETag, Link, Parley-Release, "
    "Repr-Digest, Retry-After, Sunset"
)
OPEN = [("Access-Control-Allow-Origin", "*"), ("Access-Control-Expose-Headers", EXPOSED)]


def share(response: Response) -> Response:
    """Let pages read an answer; what a browser asks beforehand is flask-cors's to answer."""
    if request.method != "OPTIONS":
        response.headers.extend(OPEN)
    return response


def init_app(app: Flask) -> None:
    """Open all answers."""
    CORS(
        app,
        send_wildcard=True,
        methods=["GET", "HEAD", "OPTIONS"],
        expose_headers=EXPOSED,
        max_age=86400,
        intercept_exceptions=False,
    )
    app.after_request(share)
