"""What a request asks for, told in short: requests of one name have one answer.

The day is part of every name, because some answers are of today and none needs to last longer.
"""

from itertools import chain
from time import time
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

Name = tuple[Any, ...]

DAY = 24 * 60 * 60
LONGEST = 4000
METHODS = ("GET", "HEAD")
RANGE, IF_MATCH, IF_UNMODIFIED_SINCE = "HTTP_RANGE", "HTTP_IF_MATCH", "HTTP_IF_UNMODIFIED_SINCE"
# Who sends one of these asks for more than an answer, and no answer is known by it.
EXACTING = (RANGE, IF_MATCH, IF_UNMODIFIED_SINCE)
PLACE = ("PATH_INFO", "SCRIPT_NAME", "HTTP_HOST", "wsgi.url_scheme", "HTTP_ACCEPT")
LASTING = ("QUERY_STRING", "HTTP_ACCEPT_ENCODING", *PLACE)


def name_of(environ: "WSGIEnvironment") -> Name | None:
    """Return a request's name as it was asked, letter by letter; None if it asks for more.

    It is written out because nothing else is done as often.
    """
    if RANGE in environ or IF_MATCH in environ or IF_UNMODIFIED_SINCE in environ:
        return None
    get = environ.get
    return (
        time() // DAY,
        environ["REQUEST_METHOD"],
        environ["PATH_INFO"],
        environ["QUERY_STRING"],
        environ["SCRIPT_NAME"],
        environ["wsgi.url_scheme"],
        get("HTTP_HOST"),
        get("HTTP_ACCEPT"),
        get("HTTP_ACCEPT_ENCODING"),
    )


def spelling_of(environ: "WSGIEnvironment", lists: frozenset[str]) -> Name | None:
    """Return a request's name in its one spelling; None if its answer is for nobody else.

    What is repeated is joined by commas where parameters are `lists`. An unreadable byte stays what
    it is, so that no other text is taken for it.
    """
    if not is_plain(environ):
        return None
    given = pairs_in(environ["QUERY_STRING"], "latin-1", "strict")
    query: dict[str, list[str]] = {}
    for name, value in given:
        query.setdefault(name, []).append(value)
    if len(query) < len(given):
        for name in lists & query.keys():
            query[name] = [",".join(query[name])]
    pairs = [(name, value) for name in sorted(query) for value in query[name]]
    return (time() // DAY, *map(environ.get, PLACE), *chain.from_iterable(pairs))


def pairs_in(query: str, encoding: str, errors: str) -> list[tuple[str, str]]:
    """Return the names and values in a query; raise UnicodeDecodeError if `errors` is strict.

    Where nothing is escaped, as in most, nothing is looked for.
    """
    if "%" in query or "+" in query:
        return parse_qsl(query, keep_blank_values=True, encoding=encoding, errors=errors)
    parts = (part.partition("=") for part in query.split("&") if part)
    return [(name, value) for name, _, value in parts]


def is_plain(environ: "WSGIEnvironment") -> bool:
    """Tell whether a request asks for an answer and no more, in not too many words."""
    length = sum([len(environ.get(part) or "") for part in LASTING])
    reads = environ["REQUEST_METHOD"] in METHODS and environ.keys().isdisjoint(EXACTING)
    return reads and length <= LONGEST and bool(environ.get("HTTP_HOST"))
