"""Answers about what changed."""

import json
from typing import Any

from flask import request
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from api.http.answers import as_file, asked, linked, listed
from api.http.envelope import address, below, going_on, place
from api.http.feeds import FEEDS, Feed
from api.http.formats import MIMETYPES, wanted
from api.http.problems import Refused
from api.http.public_url import absolute
from api.http.running import edition, released_on, store, stores
from api.http.summary import summary
from api.store.changes import Changes
from schemas.changes import ChangeSchema, ChangesQuery, DatedChangeSchema, DiffQuery

Query = dict[str, Any]

NEWEST = ["-release"]


def diff(query: Query) -> Response:
    """Answer with what changed from one state of the dataset to another."""
    earlier, later = edition(query["earlier"]), edition(query["later"])
    if earlier is later:
        raise Refused("from", f"Is the same as to, {later.release}: nothing can have changed.")
    if earlier.number > later.number:
        raise Refused("from", f"Comes after to, {later.release}; put the earlier one first.")
    named = query | {"earlier": earlier.release, "later": later.release}
    found = stores().differences(earlier.release, later.release)
    if wanted() == "md":
        return as_file(map(str.encode, summary(found, whole(query))))
    return listed(DiffQuery(), ChangeSchema(), named, found.page, found.stream)


def whole(query: Query) -> Query:
    """Return a query that asks for all at once; what asks for a page is refused."""
    for name in ("limit", "cursor"):
        if name in request.args:
            raise Refused(name, "Markdown tells all that changed; leave it out.")
    return query


def changes(query: Query) -> Response:
    """Answer with what changed from release to release."""
    found = stores().changes()
    if wanted() in FEEDS:
        return feed(query, found)
    return listed(ChangesQuery(), DatedChangeSchema(), query, found.page, found.stream)


def feed(query: Query, changes: Changes) -> Response:
    """Answer with a page of changes for feed readers, the newest release first unless asked."""
    if (updated := released_on()) is None:
        raise NotFound("Nothing was released yet, so that there is nothing to tell.")
    shape, newest = ChangesQuery(), query if "sort" in request.args else query | {"sort": NEWEST}
    page = asked(changes.page, newest)
    next = going_on(by_suffix(address(place(), shape, newest)), page.next)
    here = absolute(below(by_suffix(address(place(), shape, query))))
    told = Feed(
        title=title_of(page.filters),
        licence=store().only("dataset")["licence"],
        updated=updated,
        first=absolute(below(by_suffix(address(place(), shape, newest)))),
        here=going_on(here, query.get("cursor")) or here,
        next=absolute(below(next)) if next else None,
        changes=[json.loads(body) for body in page.bodies],
    )
    response = Response(FEEDS[wanted()](told), mimetype=MIMETYPES[wanted()])
    return linked(response, next)


def by_suffix(address: str) -> str:
    """Return an address that leads to the format asked for, whatever is accepted."""
    path, mark, query = address.partition("?")
    suffix = f".{wanted()}"
    return f"{path.removesuffix(suffix)}{suffix}{mark}{query}"


def title_of(filters: Query) -> str:
    """Return the title of a feed: the dataset's, and of what is chosen, the names."""
    named = {"party": stores().known("parties"), "issue": stores().known("issues")}
    chosen = [
        named[name].get(value, value) if name in named else value
        for name, values in filters.items()
        for value in values
    ]
    return ": ".join([store().only("dataset")["title"], ", ".join(chosen) or "changes"])
