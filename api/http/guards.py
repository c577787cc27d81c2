"""What is settled before and after every view: addresses, formats, caching, safety."""

from urllib.parse import unquote_to_bytes

from flask import Flask, request
from webargs.flaskparser import abort
from werkzeug.exceptions import (
    HTTPException,
    NotAcceptable,
    PreconditionFailed,
    RequestedRangeNotSatisfiable,
)
from werkzeug.http import quote_etag
from werkzeug.wrappers import Response

from api.http.formats import formats, wanted
from api.http.headers import (
    DATA_TYPES,
    NEVER,
    NO_GUESSING,
    NO_REFERRER,
    POLICY,
    VARIED,
    lasting,
    version_of,
)
from api.http.problems import problem_response
from api.http.running import API_VERSION, query_of, releases_asked, stores
from api.serving.codings import CODINGS, choice
from api.store.cursors import fingerprint
from schemas.comparing import DayQuery
from schemas.validity import today

LONGEST_ADDRESS = 8000
OF_NO_RELEASE = (None, "docs", "pages", "embeds", "oembed", "metrics")
OF_NOW = ("health", "metrics")


def refuse_long_address() -> None:
    """Refuse an address that no client of ours needs (RFC 9110, 15.5.15)."""
    length = len(request.query_string) + len(request.path)
    if length > LONGEST_ADDRESS:
        told = f"The address has {length} bytes; at most {LONGEST_ADDRESS} are possible."
        abort(414, message=told)


def refuse_broken_text() -> None:
    """Refuse an address that is not UTF-8: it would be taken for another one."""
    query = request.query_string
    if request.path.isascii() and b"%" not in query:
        return
    path = request.environ["PATH_INFO"].encode("latin-1")
    for place, text in {"path": path, "query": unquote_to_bytes(query)}.items():
        try:
            text.decode("utf-8")
        except UnicodeDecodeError:
            abort(400, message=f"The {place} of the address is not UTF-8.")


def refuse_unacceptable() -> None:
    """Refuse who accepts none of the formats of what is asked, or none of the codings."""
    if request.blueprint not in OF_NO_RELEASE and formats():
        wanted()
    if choice(request.headers.get("Accept-Encoding", "")) is None:
        told = f"This is sent as it is or in {', '.join(CODINGS)}, which Accept-Encoding excludes."
        raise NotAcceptable(told)


def finish(response: Response) -> Response:
    """Let clients revalidate what they have, and trust nothing that a response says of itself."""
    if request.blueprint not in OF_NOW and response.status_code == 200:
        response = conditional(response)
    headers = response.headers
    headers.add(*NO_GUESSING)
    if not str(response.mimetype).endswith(DATA_TYPES):
        headers.add(*NO_REFERRER)
        headers.setdefault(*POLICY)
    if formats():
        headers.add(*VARIED)
    if "Cache-Control" not in headers:
        headers.add("Cache-Control", held(response))
    return response


def held(response: Response) -> str:
    """Return how long a response holds; documentation and the look of a page are of no release."""
    blueprint, asked = request.blueprint, releases_asked()
    if blueprint in OF_NOW:
        return NEVER
    fleeting = blueprint in OF_NO_RELEASE or of_today() or response.status_code != 200
    return lasting(asked, fleeting)


def of_today() -> bool:
    """Tell whether an answer is of today because no day is named."""
    daily = isinstance(query_of(str(request.endpoint)), DayQuery)
    return "standing" in request.args or (daily and "as_of" not in request.args)


def conditional(response: Response) -> Response:
    """Name the version of an answer, and refuse another one to who insists (RFC 9110, 13.1.1).

    What a client has already is compared where answers are encoded, as each coding has a version.
    """
    if request.method not in ("GET", "HEAD"):
        return response
    if "ETag" not in response.headers:
        response.headers.add("ETag", version(response))
    if "HTTP_IF_MATCH" in request.environ and not matches(*response.get_etag()):
        return refused(response, PreconditionFailed())
    return in_part(response) if "HTTP_RANGE" in request.environ else response


def version(response: Response) -> str:
    """Return the version of an answer, by its bytes; of those that are not made yet, a weak one."""
    if response.is_streamed:
        return quote_etag(version_of_stream(), weak=True)
    return version_of(response.get_data())


def matches(tag: str | None, weak: bool | None) -> bool:
    """Compare strongly: a weak tag is that of no bytes in particular (RFC 9110, 13.1.1)."""
    return request.if_match.star_tag or (not weak and request.if_match.contains(str(tag)))


def in_part(response: Response) -> Response:
    """Cut a file to the one range of bytes that is asked for (RFC 9110, 14.2)."""
    asked = request.range
    one = asked is not None and asked.units == "bytes" and len(asked.ranges) == 1
    if one and request.method == "GET" and "Accept-Ranges" in response.headers:
        try:
            length = response.content_length
            response.make_conditional(request.environ, accept_ranges=True, complete_length=length)
        except RequestedRangeNotSatisfiable as error:
            return refused(response, error)
    return response


def refused(response: Response, error: HTTPException) -> Response:
    """Return a failure instead of a response, which is closed: it may hold a file."""
    response.close()
    return problem_response(error)


def version_of_stream() -> str:
    """Return what changes when a stream may: its bytes are not known before they are sent."""
    day = str(today()) if of_today() else ""
    return fingerprint(stores().version, API_VERSION, request.full_path, wanted(), day)


def init_app(app: Flask) -> None:
    """Put the guards up."""
    for guard in (refuse_long_address, refuse_broken_text, refuse_unacceptable):
        app.before_request(guard)
    app.after_request(finish)
