"""Send the files of a release from the disk, whole or in part."""

import json
from base64 import b64encode
from pathlib import Path
from typing import Any

from flask import send_file
from werkzeug.exceptions import NotFound, ServiceUnavailable
from werkzeug.wrappers import Response

from api.http.answers import body_of
from api.http.headers import YEAR
from api.http.problems import FAILURES
from api.http.running import stores
from schemas.base import MANY, nearest, quoted


def send(release: str, name: str) -> Response:
    """Send a file of a release; it holds for good, and its hash is its version."""
    told = told_of(release, name)
    response = send_file(
        whole(stores().folders[release] / name, told["size"]),
        mimetype=told["media_type"],
        as_attachment=True,
        download_name=name,
        conditional=False,
        etag=told["sha256"],
        max_age=YEAR,
    )
    response.cache_control.immutable = True
    response.headers["Accept-Ranges"] = "bytes"
    response.headers["Repr-Digest"] = f"sha-256=:{in_base64(told['sha256'])}:"
    return response


def told_of(release: str, name: str) -> dict[str, Any]:
    """Return what is told of a file; without it, name the nearest."""
    files = {file["name"]: file for file in json.loads(body_of("releases", release))["files"]}
    if name not in files:
        hint = nearest(name, files, MANY)
        raise NotFound(f"Release {release} has no file {quoted(name)}{hint}")
    told: dict[str, Any] = files[name]
    return told


def whole(path: Path, size: int) -> Path:
    """Return the path of a file that has its size; of another, say when it will be there."""
    try:
        if path.stat().st_size == size:
            return path
    except OSError:
        pass
    raise ServiceUnavailable(FAILURES["LOST"][1])


def in_base64(digest: str) -> str:
    """Return a hexadecimal hash as a structured field holds bytes (RFC 9530)."""
    return b64encode(bytes.fromhex(digest)).decode()
