"""A whole answer, and what is sent of it: as it is or encoded, or that a client has it already."""

from collections.abc import Container
from threading import Lock
from typing import TYPE_CHECKING, Any

from api.serving.codings import CODINGS, IDENTITY, SMALLEST, Choice
from api.serving.given import Given, Pairs
from api.serving.metering import Tally
from api.serving.validators import names, tagged

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

UNCHANGED = "304 NOT MODIFIED"
OVERHEAD = 1000
# What a 304 does not say again (RFC 9110, 15.4.5).
ENTITY = frozenset({"content-encoding", "content-length", "content-type", "last-modified"})
VARY = frozenset({"vary"})
LENGTH = frozenset({"content-length"})
OF_VARIANT = LENGTH | {"etag"}


class Variant:
    """An answer in one coding, ready to be sent."""

    __slots__ = ("answer", "body", "headers", "status", "tag", "unchanged")

    def __init__(self, answer: "Answer", coding: str, body: bytes) -> None:
        self.answer, self.status, self.body = answer, answer.status, body
        self.tag = tagged(answer.tag, coding)
        self.headers = [*answer.headers, ("Content-Length", str(len(body)))]
        if self.tag:
            self.headers.append(("ETag", self.tag))
        if coding != IDENTITY:
            self.headers.append(("Content-Encoding", coding))
        self.unchanged: Pairs | None = None

    def send(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> tuple[bool, list[bytes]]:
        """Send it whole, or that the client has it; tell whether it has."""
        known = environ.get("HTTP_IF_NONE_MATCH")
        if known is not None and self.tag and names(known, self.tag):
            self.unchanged = self.unchanged or without(self.headers, ENTITY)
            start_response(UNCHANGED, self.unchanged[:])
            return True, []
        start_response(self.status, self.headers[:])
        return False, [self.body] if environ["REQUEST_METHOD"] != "HEAD" else []


class Answer:
    """A whole answer, encoded once in each coding that is asked for."""

    def __init__(self, given: Given, body: bytes, thorough: bool) -> None:
        self.encodable = given.is_encodable and bool(body)
        self.status, self.body = given.status, body
        self.tag, self.told = given.tag, given.told
        headers = varied(given) if self.encodable else given.headers
        self.headers = without(headers, OF_VARIANT if self.tag else LENGTH)
        self.told_known = (given.endpoint, UNCHANGED[:3], self.told[2])
        self.thorough = thorough
        self.asked = self.shelved = False
        self.hits = (Tally(), Tally())
        self.names: list[Any] = []
        self.lock = Lock()
        self.weight = OVERHEAD
        self.counted = 0
        self.variants: dict[str, Variant] = {}
        self.add(IDENTITY, body)

    @property
    def identity(self) -> tuple[Any, ...]:
        """Return what it has in common with every answer of the same bytes."""
        return (self.status, self.tag, *self.headers)

    def add(self, coding: str, body: bytes) -> None:
        """Have it in a coding too."""
        self.variants[coding] = Variant(self, coding, body)
        self.weight += OVERHEAD + len(body)

    def call(self, name: Any) -> None:
        """Have one more name."""
        self.names.append(name)
        self.weight += length(name)

    def forget_name(self) -> Any:
        """Return the first name, which is no name any more."""
        name = self.names.pop(0)
        self.weight -= length(name)
        return name

    def variant(self, choice: Choice) -> Variant:
        """Return it in the coding that is taken best; what is small is worth none."""
        small = len(self.body) < SMALLEST and not choice.needed
        coding = IDENTITY if small or not self.encodable else choice.coding
        if coding not in self.variants:
            with self.lock:
                if coding not in self.variants:
                    self.add(coding, CODINGS[coding](self.body, self.thorough))
        return self.variants[coding]


def varied(given: Given) -> Pairs:
    """Return headers that say that the answer depends on the codings that a client takes."""
    vary = given.head.get("vary")
    told = f"{vary}, Accept-Encoding" if vary else "Accept-Encoding"
    return [*without(given.headers, VARY), ("Vary", told)]


def without(headers: Pairs, names: Container[str]) -> Pairs:
    """Return headers but for some, which are named in small letters."""
    return [pair for pair in headers if pair[0].lower() not in names]


def length(name: tuple[Any, ...]) -> int:
    """Return how many bytes a name takes, roughly."""
    return sum(len(part) for part in name if isinstance(part, str)) + OVERHEAD
