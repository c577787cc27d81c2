"""The files that pages need, each at an address with a hash in it, so that it is kept for good."""

import hashlib
from pathlib import Path

from flask import url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

FOLDER = Path(__file__).parent / "static"
MIMETYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
YEAR = 365 * 24 * 60 * 60

CONTENTS = {path.name: path.read_bytes() for path in sorted(FOLDER.iterdir())}
VERSIONS = {name: hashlib.sha256(text).hexdigest()[:12] for name, text in CONTENTS.items()}


def asset(name: str) -> str:
    """Return the address of a file."""
    return url_for("pages.file", version=VERSIONS[name], name=name)


def served(version: str, name: str) -> Response:
    """Answer with a file, if it is of that version."""
    if VERSIONS.get(name) != version:
        raise NotFound("There is no such file any more; load the page again.")
    response = Response(CONTENTS[name], mimetype=MIMETYPES[Path(name).suffix])
    response.cache_control.public = response.cache_control.immutable = True
    response.cache_control.max_age = YEAR
    return response


def current(name: str) -> Response:
    """Answer with a file at an address that stays, so that it is asked for again."""
    return Response(CONTENTS[name], mimetype=MIMETYPES[Path(name).suffix])
