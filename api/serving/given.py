"""What an application gives for a request, before anything is done to it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Any

from werkzeug.datastructures import ResponseCacheControl
from werkzeug.http import parse_cache_control_header, parse_set_header

from api.serving.codings import encodable
from api.serving.validators import names

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication, WSGIEnvironment

Pairs = list[tuple[str, str]]

COMPARED = ("200", "206")
VARIED_BY = {"accept", "accept-encoding"}
# By these an application and what stands before it speak to each other in an environ: which
# endpoint was asked, and that no more long answers can be sent.
ENDPOINT = "parley.endpoint"
CROWDED = "parley.crowded"


@dataclass
class Given:
    """The status, the headers and the body of an answer; the body may still have to be made."""

    status: str
    headers: Pairs
    body: Iterable[bytes]
    endpoint: str

    def __post_init__(self) -> None:
        """Know the headers by name, in small letters."""
        self.head = {name.lower(): value for name, value in self.headers}

    @property
    def tag(self) -> str:
        """Return the ETag of an answer that may be compared, the empty text of any other."""
        return self.head.get("etag", "") if self.status[:3] in COMPARED else ""

    @property
    def told(self) -> tuple[str, str, str]:
        """Return what is counted of it: endpoint, status and format."""
        kind = self.head.get("content-type", "none")
        return self.endpoint, self.status[:3], kind.partition(";")[0]

    def is_known(self, environ: "WSGIEnvironment") -> bool:
        """Tell whether a client has it already, as its request says."""
        known = environ.get("HTTP_IF_NONE_MATCH")
        return known is not None and bool(self.tag) and names(known, self.tag)

    @property
    def is_encodable(self) -> bool:
        """Tell whether it is text that may be encoded on its way, and is not yet."""
        is_plain = not self.is_file and "content-encoding" not in self.head
        return is_plain and encodable(self.head.get("content-type", ""))

    @property
    def is_file(self) -> bool:
        """Tell whether it is a file, or a part of one, whose bytes are told of elsewhere."""
        return "accept-ranges" in self.head or "content-range" in self.head

    def may_be_kept(self, longest: int) -> bool:
        """Tell whether it holds for whoever asks the same, as its headers say, and is not long."""
        length = int(self.head.get("content-length", longest + 1))
        return (
            self.status.startswith("200")
            and self.tag.startswith('"')
            and not self.is_file
            and "set-cookie" not in self.head
            and is_for_all(self.head.get("cache-control"), self.head.get("vary"))
            and length <= longest
        )

    def read(self, longest: int) -> bytes | None:
        """Return the body if it is at hand or no longer than this, else None: it can be read on."""
        parts, size, left = [], 0, iter(self.body)
        at_hand = "content-length" in self.head and not self.is_file
        for part in left:
            parts.append(part)
            size += len(part)
            if size > longest and not at_hand:
                self.body = Rest(chain(parts, left), self.body)
                return None
        self.close()
        return b"".join(parts)

    def close(self) -> None:
        """Let go of what the body holds on to."""
        close(self.body)


class Rest:
    """A body that was begun: what was read already, and then the rest of it."""

    def __init__(self, parts: Iterator[bytes], whole: Iterable[bytes]) -> None:
        self.parts, self.whole = parts, whole

    def __iter__(self) -> Iterator[bytes]:
        return self.parts

    def close(self) -> None:
        """Let go of what the body holds on to."""
        close(self.whole)


@lru_cache(maxsize=512)
def is_for_all(cache_control: str | None, vary: str | None) -> bool:
    """Tell whether headers let an answer be kept, for whoever asks for the same format."""
    told = parse_cache_control_header(cache_control, None, ResponseCacheControl)
    varied = {name.lower() for name in parse_set_header(vary)}
    return not (told.no_store or told.private) and varied <= VARIED_BY


def close(body: Any) -> None:
    """Close a body, if it can be closed."""
    if hasattr(body, "close"):
        body.close()


def ask(app: "WSGIApplication", environ: "WSGIEnvironment") -> Given:
    """Return what an application gives; the server knows the time itself."""
    told: list[Any] = []

    def start_response(status: str, headers: list[tuple[str, str]], *_: Any) -> Any:
        told[:] = status, [pair for pair in headers if pair[0] != "Date"]

    body = app(environ, start_response)
    status, headers = told
    return Given(status, headers, body, environ.get(ENDPOINT) or "none")
