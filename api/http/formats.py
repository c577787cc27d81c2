"""In which format an answer is asked for: by the address, or else by `Accept`."""

from functools import lru_cache
from typing import cast

from flask import current_app, request
from werkzeug.datastructures import MIMEAccept
from werkzeug.exceptions import NotAcceptable
from werkzeug.http import parse_accept_header

MIMETYPES = {
    "json": "application/json",
    "csv": "text/csv",
    "ndjson": "application/x-ndjson",
    "md": "text/markdown",
    "atom": "application/atom+xml",
    "jsonfeed": "application/feed+json",
    "text": "text/plain",
    "bibtex": "application/x-bibtex",
    "ris": "application/x-research-info-systems",
    "csl-json": "application/vnd.citationstyles.csl+json",
    "linkset": "application/linkset+json",
    "svg": "image/svg+xml",
    "png": "image/png",
}
DESCRIBED = {
    "csv": "The records as CSV, one a row: all that match, unless `limit` asks for pages.",
    "ndjson": "The records as JSON, one a line: all that match, unless `limit` asks for pages.",
    "md": "The same to read, as Markdown.",
    "atom": "The changes as an Atom feed, the newest release first.",
    "jsonfeed": "The changes as a JSON Feed, the newest release first.",
    "text": "Text to read, without an envelope.",
    "bibtex": "An entry for BibTeX, in UTF-8, without an envelope.",
    "ris": "A record for reference managers, in UTF-8, without an envelope.",
    "svg": "A picture of it as SVG, with links to the positions.",
    "png": "The same picture as PNG.",
}
JSON = ("json",)
LISTED = ("json", "csv", "ndjson")
PICTURED = ("svg", "png")
BY_SUFFIX = (*LISTED, "md", "atom", "jsonfeed", *PICTURED)
FEEDS = ("atom", "jsonfeed")
SUFFIXED = "_as"
LONGEST_HEADER = 200


def formats() -> tuple[str, ...]:
    """Return the formats of the endpoint that is asked, the usual one first."""
    endpoint = request.endpoint or ""
    blueprint = current_app.blueprints.get(endpoint.rpartition(".")[0])
    known = getattr(blueprint, "formats", {})
    return cast("tuple[str, ...]", known.get(endpoint, JSON))


def wanted() -> str:
    """Return the format that is asked for; abort with 406 if it is none of the endpoint's."""
    known, environ = formats(), request.environ
    for asked in ((request.view_args or {}).get("suffix"), request.args.get("style")):
        if asked in known:
            return str(asked)
    accept = environ.get("HTTP_ACCEPT", "")
    best = remembered(known, accept) if len(accept) <= LONGEST_HEADER else accepted(known, accept)
    if best:
        return best
    told = f"This is served as {', '.join(map(MIMETYPES.__getitem__, known))} only"
    raise NotAcceptable(f"{told}, which the header Accept excludes.")


def accepted(known: tuple[str, ...], accept: str) -> str | None:
    """Return which of some formats an `Accept` takes best, None if none (RFC 9110, 12.5.1)."""
    weights = parse_accept_header(accept, MIMEAccept)
    ranges = [(name.partition(";")[0].strip(), weight) for name, weight in weights]
    served = {MIMETYPES[name]: name for name in known}
    best = MIMEAccept(ranges).best_match(served) if ranges else next(iter(served))
    return served.get(best or "")


remembered = lru_cache(maxsize=512)(accepted)
