"""Addresses of pages and of the API, in the release that is being read."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlencode

from flask import request, url_for

from api.http.public_url import absolute
from api.http.running import edition, stores
from api.store.edition import Edition
from api.store.tables import DRAFT
from schemas.queries import LATEST

PAGES = {
    "parties": "party",
    "speakers": "speaker",
    "issues": "issue",
    "events": "event",
    "sources": "source",
    "positions": "position",
}


def kept() -> dict[str, str]:
    """Return the release to stay in, if one that is known was asked for."""
    asked = request.args.get("release", LATEST)
    return {"release": asked} if asked in (DRAFT, *stores().names) else {}


def edition_read() -> Edition:
    """Return the edition that is being read; the latest, if one is asked for that is unknown."""
    return edition(kept().get("release", LATEST))


def page(view: str, **values: Any) -> str:
    """Return the address of one of our pages."""
    return url_for(f"pages.{view}", **(kept() | values))


def page_of(kind: str, record: Mapping[str, Any]) -> str:
    """Return the address of the page of a record; a provision and a release have a place on one."""
    if kind == "provisions":
        return page("issue", id=record["issue"], _anchor=record["id"])
    if kind == "releases":
        return page("releases", _anchor=record["id"])
    return page(PAGES[kind], id=record["id"])


def api(path: str, **query: str) -> str:
    """Return an address of the API, in the release that is being read."""
    return api_of_all(path, **query, **kept())


def api_of_all(path: str, **query: str) -> str:
    """Return an address of the API that is of no release."""
    words = f"?{urlencode(query, safe=',')}" if query else ""
    return f"{quote(request.script_root)}{path}{words}"


def permanent(query: Mapping[str, str] | None = None) -> str:
    """Return the absolute address of this page in the release that is being read."""
    pinned = {**(query or {}), "release": edition_read().release}
    return f"{absolute(quote(request.path))}?{urlencode(pinned, safe=',')}"
