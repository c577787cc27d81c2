"""A request that was not asked before, letter by letter, and its answer."""

from collections.abc import Iterable
from functools import partial
from time import perf_counter
from typing import TYPE_CHECKING, Any

from werkzeug.http import remove_entity_headers

from api.serving.answers import UNCHANGED, Answer, Variant, varied
from api.serving.codings import AS_IT_IS, IDENTITY, choice
from api.serving.given import CROWDED, Given, ask
from api.serving.metering import APPLICATION, CACHE, SHARED
from api.serving.names import Name, spelling_of
from api.serving.streams import Stream
from api.serving.validators import untagged

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

    from api.serving.middleware import Serving

LARGEST_READ = 512 * 1024

Body = Iterable[bytes]


class Exchange:
    """A request under its name, and how to begin its answer."""

    def __init__(
        self,
        serving: "Serving",
        name: Name | None,
        environ: "WSGIEnvironment",
        start_response: "StartResponse",
    ) -> None:
        self.serving, self.name = serving, name
        self.environ, self.start_response = environ, start_response
        self.choice = choice(environ.get("HTTP_ACCEPT_ENCODING", ""))
        if name is None:
            self.choice = AS_IT_IS

    def answer(self) -> Body:
        """Answer from what is kept; else ask the application, once for all who ask the same."""
        serving = self.serving
        may_be_kept = serving.shelf.most and self.choice
        spelling = spelling_of(self.environ, serving.lists) if may_be_kept else None
        if spelling is None:
            return self.hand_on(self.ask())
        if kept := serving.shelf.found.get(spelling):
            return self.find(kept.answer, CACHE)
        found, joined = serving.flights.join(spelling, partial(self.compute, spelling))
        if isinstance(found, Given):
            return self.hand_on(found)
        return self.find(found, SHARED if joined else APPLICATION)

    def compute(self, spelling: Name) -> Answer | Given:
        """Ask the application, unless another just did; keep what may be kept."""
        shelf = self.serving.shelf
        if known := shelf.found.get(spelling):
            return known.answer
        given = self.ask()
        if not given.may_be_kept(shelf.longest):
            return given
        body = b"".join(given.body)
        given.close()
        answer = shelf.keep(Answer(given, body, thorough=True))
        tally = self.serving.meter.tally
        answer.hits = tally(answer.told, CACHE), tally(answer.told_known, CACHE)
        shelf.name(spelling, answer.variant(AS_IT_IS))
        return answer

    def ask(self, **told: Any) -> Given:
        """Ask the application for an answer; measure how long it takes."""
        begun = perf_counter()
        given = ask(self.serving.app, plain(self.environ, told))
        self.serving.meter.timing(given.endpoint).observe(perf_counter() - begun)
        return given

    def find(self, answer: Answer, source: str) -> Body:
        """Send an answer, and find it by the name of the request from now on."""
        variant = answer.variant(self.choice or AS_IT_IS)
        if self.name:
            self.serving.shelf.name(self.name, variant)
        return self.send(variant, source)

    def send(self, variant: Variant, source: str) -> Body:
        """Send what is whole, and count it."""
        known, body = variant.send(self.environ, self.start_response)
        told = variant.answer.told_known if known else variant.answer.told
        self.serving.meter.tally(told, source).add()
        return body

    def hand_on(self, given: Given) -> Body:
        """Send what is not kept: whole if it is at hand, else while it is made."""
        body = given.read(LARGEST_READ)
        if body is None:
            return self.stream(given)
        answer = Answer(given, body, thorough=False)
        return self.send(answer.variant(self.choice or AS_IT_IS), APPLICATION)

    def stream(self, given: Given) -> Body:
        """Send what is long while it is made; where too many are sent so, say when to ask again."""
        if self.environ["REQUEST_METHOD"] == "HEAD" or given.is_known(self.environ):
            return self.head(given)
        place = self.serving.places.take()
        if place is None:
            given.close()
            return self.hand_on(self.ask(**{CROWDED: True}))
        self.serving.meter.tally(given.told, APPLICATION).add()
        coding = self.encode(given)
        self.start_response(given.status, given.headers)
        return Stream(given.body, coding, place)

    def encode(self, given: Given) -> str:
        """Say in which coding what is long is sent; return it."""
        if not given.is_encodable:
            return IDENTITY
        given.headers = varied(given)
        coding = (self.choice or AS_IT_IS).coding
        if coding != IDENTITY:
            given.headers.append(("Content-Encoding", coding))
        return coding

    def head(self, given: Given) -> Body:
        """Send the head of what is long."""
        given.close()
        self.encode(given)
        headers = given.headers[:]
        status = given.status
        if given.is_known(self.environ):
            status = UNCHANGED
            remove_entity_headers(headers)
        told = (given.endpoint, status[:3], given.told[2])
        self.serving.meter.tally(told, APPLICATION).add()
        self.start_response(status, headers)
        return []


def plain(environ: "WSGIEnvironment", told: dict[str, Any]) -> "WSGIEnvironment":
    """Return a request for the whole of an answer, whatever the client has of it already.

    What is `told` is for the application alone.
    """
    asked = environ | told
    asked.pop("HTTP_IF_NONE_MATCH", None)
    asked.pop("HTTP_IF_MODIFIED_SINCE", None)
    if "HTTP_IF_MATCH" in asked:
        asked["HTTP_IF_MATCH"] = untagged(asked["HTTP_IF_MATCH"])
    if asked["REQUEST_METHOD"] == "HEAD":
        asked["REQUEST_METHOD"] = "GET"
        asked.pop("HTTP_RANGE", None)
    return asked
