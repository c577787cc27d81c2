"""The envelope around data, and the addresses in it."""

import re
from collections.abc import Sequence
from functools import lru_cache
from string import punctuation
from typing import Any
from urllib.parse import quote, quote_plus

from flask import request, url_for
from werkzeug.wrappers import Response

from api.http.running import store
from api.http.tabular import only
from api.store.edition import Edition
from api.store.paging import Page, render
from api.store.tables import DRAFT
from schemas.queries import Query as Shape

Query = dict[str, Any]
Parameters = dict[str, str]

UNESCAPED = re.compile(r"[A-Za-z0-9_.~,/:-]*")


def enclosed(data: Sequence[bytes], meta: Query, **links: str | None) -> Response:
    """Answer with the pieces of data that are JSON already, in the envelope."""
    addresses = {"self": place(), "next": None} | links
    return Response(envelope(store(), data, meta, addresses), mimetype="application/json")


def envelope(edition: Edition, data: Sequence[bytes], meta: Query, links: Query) -> bytes:
    """Put the pieces of data that are JSON already into the envelope of an edition."""
    about: Query = {"release": edition.release, "as_of": None, "total": 1, "filters": {}} | meta
    return b"".join([b'{"data":', *data, b",", render({"meta": about, "links": links})[1:]])


def array(items: Sequence[bytes]) -> list[bytes]:
    """Return values that are JSON as the pieces of an array: they are long, and copied once."""
    pieces = [piece for item in items for piece in (b",", item)]
    return [b"[", *pieces[1:], b"]"]


def page_in(
    edition: Edition, place: str, shape: Shape, query: Query, part: Page
) -> tuple[bytes, str | None]:
    """Put a page of a list at a place into the envelope; return also the address of the next."""
    bodies = part.bodies
    if "members" in query:
        bodies = [only(body, query["members"]) for body in bodies]
    meta = {"as_of": query.get("as_of"), "total": part.total, "filters": part.filters}
    meta |= ({"facets": part.facets} if part.facets else {}) | part.about
    parameters = spelled(shape, query)
    first, next = at(place, parameters), onward(edition, place, shape, parameters, part)
    links = {"self": going_on(first, query.get("cursor")) or first, "next": next}
    if part.later:
        links["later"] = going_on(first, part.later)
    return envelope(edition, array(bodies), meta, links), next


def onward(
    edition: Edition, place: str, shape: Shape, parameters: Parameters, part: Page
) -> str | None:
    """Return the address of the next page, in the release that this one is from."""
    if part.next is None:
        return None
    pinnable = "release" in shape.fields and edition.release != DRAFT
    pinned = parameters | ({"release": edition.release} if pinnable else {})
    return going_on(at(place, pinned), part.next)


def going_on(first: str, cursor: str | None) -> str | None:
    """Return the address of the page after a cursor, from that of the first page."""
    return f"{first}{'&' if '?' in first else '?'}cursor={cursor}" if cursor else None


def address(place: str, shape: Shape, query: Query) -> str:
    """Return the address of a list from its start, with the query as it was understood."""
    return at(place, spelled(shape, query))


def spelled(shape: Shape, query: Query) -> Parameters:
    """Return a query as it was understood, without its cursor, as it stands in an address."""
    fields = shape.fields
    return {
        fields[name].data_key or name: escaped(words(value))
        for name, value in query.items()
        if name != "cursor" and value != fields[name].load_default
    }


def at(place: str, parameters: Parameters) -> str:
    """Return the address of a place with parameters, in the order of their names."""
    pairs = "&".join([f"{name}={parameters[name]}" for name in sorted(parameters)])
    return f"{place}?{pairs}" if pairs else place


def place() -> str:
    """Return the path that was asked for, in its one spelling."""
    return quote(request.script_root + request.path.rstrip("/"))


@lru_cache(maxsize=256)
def escaped(value: str) -> str:
    """Return a value as it stands in an address."""
    return value if UNESCAPED.fullmatch(value) else quote_plus(value, safe=",/:")


def below(address: str) -> str:
    """Return an address without the prefix that the application is mounted at."""
    return address.removeprefix(quote(request.script_root))


def address_with(id: str) -> str:
    """Return the address that was asked for with another id in it, and the same query."""
    path = url_for(str(request.endpoint), **{**(request.view_args or {}), "id": id})
    asked = quote(request.query_string, safe=punctuation)
    return f"{path}?{asked}" if asked else path


def forward(next: str) -> str:
    """Return what the header `Link` says of the next page."""
    return f'<{next}>; rel="next"'


def words(value: Any) -> str:
    """Return a value as a query writes it."""
    if isinstance(value, list):
        return ",".join(value)
    return str(value).lower() if isinstance(value, bool) else str(value)
