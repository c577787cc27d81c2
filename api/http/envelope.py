"""The envelope around data, and the addresses in it."""

from functools import lru_cache
from string import punctuation
from typing import Any
from urllib.parse import quote, quote_plus

from flask import request, url_for
from werkzeug.wrappers import Response

from api.http.running import store
from api.store.paging import render
from api.store.tables import DRAFT
from schemas.queries import Query as Shape

Query = dict[str, Any]


def enclosed(data: str, meta: Query, **links: str | None) -> Response:
    """Put data that are JSON already into the envelope."""
    about: Query = {"release": store().release, "as_of": None, "total": 1, "filters": {}} | meta
    addresses = {"self": place(), "next": None} | links
    text = f'{{"data":{data},"meta":{render(about)},"links":{render(addresses)}}}'
    return Response(text, mimetype="application/json")


def pinned(shape: Shape, query: Query) -> str:
    """Return the address of a list from its start, in the release that was answered from."""
    pinnable = "release" in shape.fields and store().release != DRAFT
    return address(shape, query | ({"release": store().release} if pinnable else {}))


def going_on(first: str, cursor: str | None) -> str | None:
    """Return the address of the page after a cursor, from that of the first page."""
    return f"{first}{'&' if '?' in first else '?'}cursor={cursor}" if cursor else None


def address(shape: Shape, query: Query) -> str:
    """Return the address of a list from its start, with the query as it was understood."""
    fields = shape.fields
    pairs = sorted(
        f"{fields[name].data_key or name}={escaped(words(value))}"
        for name, value in query.items()
        if name != "cursor" and value != fields[name].load_default
    )
    return f"{place()}?{'&'.join(pairs)}" if pairs else place()


def place() -> str:
    """Return the path that was asked for, in its one spelling."""
    return quote(request.script_root + request.path.rstrip("/"))


@lru_cache(maxsize=1024)
def escaped(value: str) -> str:
    """Return a value as it stands in an address."""
    return quote_plus(value, safe=",/:")


def below(address: str) -> str:
    """Return an address without the prefix that the application is mounted at."""
    return address.removeprefix(quote(request.script_root))


def address_with(id: str) -> str:
    """Return the address that was asked for with another id in it, and the same query."""
    path = url_for(str(request.endpoint), **{**(request.view_args or {}), "id": id})
    asked = quote(request.query_string, safe=punctuation)
    return f"{path}?{asked}" if asked else path


def words(value: Any) -> str:
    """Return a value as a query writes it."""
    if isinstance(value, list):
        return ",".join(value)
    return str(value).lower() if isinstance(value, bool) else str(value)
