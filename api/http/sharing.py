"""Pages of any origin may read what is served (the Fetch standard's CORS protocol)."""

from flask import Flask, request
from werkzeug.wrappers import Response

EXPOSED = (
    "Accept-Ranges, Content-Disposition, Content-Range, Deprecation, ETag, Link, Parley-Release, "
    "Repr-Digest, Retry-After, Sunset"
)
OPEN = [("Access-Control-Allow-Origin", "*"), ("Access-Control-Expose-Headers", EXPOSED)]


def share(response: Response) -> Response:
    """Let pages read an answer; say whether they may to a browser that asks beforehand."""
    if request.method == "OPTIONS":
        return preflight(response)
    response.headers.extend(OPEN)
    return response


def preflight(response: Response) -> Response:
    """Return what a browser asks beforehand, as flask-cors answers it."""
    # Few readers ask beforehand.
    from flask_cors import cross_origin

    told: Response = cross_origin(
        automatic_options=False,
        send_wildcard=True,
        methods=["GET", "HEAD", "OPTIONS"],
        expose_headers=EXPOSED,
        max_age=86400,
    )(lambda: response)()
    return told


def init_app(app: Flask) -> None:
    """Open all answers."""
    app.after_request(share)
