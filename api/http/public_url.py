"""The address under which others know the service: the setting PUBLIC_URL, or the request's."""

import re
from urllib.parse import quote

from flask import Flask, current_app, request
from werkzeug.exceptions import BadRequest

from schemas.base import quoted

ADDRESS = re.compile(
    r"https?://([a-z0-9.-]+|\[[a-f0-9:.]+\])(:[0-9]{1,5})?(/[a-z0-9._~%-]+)*/?",
    re.ASCII | re.IGNORECASE,
)


class BadSetting(ValueError):
    """A setting with which the service cannot start."""


def absolute(path: str) -> str:
    """Return the absolute address of a path of ours."""
    return f"{current_app.config['PUBLIC_URL'] or asked()}{path}"


def asked() -> str:
    """Return the address that the request came to; refuse a `Host` that is none."""
    if not request.host:
        raise BadRequest("The header Host names no host, and the answer holds addresses.")
    return f"{request.scheme}://{request.host}{quote(request.script_root)}"


def init_app(app: Flask) -> None:
    """Refuse a PUBLIC_URL that is no address, before anything is served."""
    given = app.config["PUBLIC_URL"]
    if given and not ADDRESS.fullmatch(given):
        raise BadSetting(
            "PUBLIC_URL must be an address such as 'https://example.org/parley', "
            f"without a query; {quoted(given)} is none."
        )
    app.config["PUBLIC_URL"] = given.rstrip("/")
