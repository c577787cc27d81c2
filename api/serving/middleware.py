"""An application, and before it what was answered already."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from api.serving.answers import Answer
from api.serving.exchange import Exchange
from api.serving.flights import Flights
from api.serving.given import Given
from api.serving.metering import Meter
from api.serving.names import name_of
from api.serving.shelf import Shelf
from api.serving.streams import Places

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


class Serving:
    """A WSGI application whose answers are kept, shared, encoded and counted.

    `lists` are the parameters that may be repeated instead of joined by commas.
    """

    def __init__(
        self,
        app: "WSGIApplication",
        shelf: Shelf,
        places: Places,
        meter: Meter,
        lists: frozenset[str],
    ) -> None:
        self.app, self.shelf, self.places, self.meter = app, shelf, places, meter
        self.lists = lists
        self.flights: Flights[Answer | Given] = Flights(lambda found: isinstance(found, Answer))

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """Answer a request; in a few steps if the same was asked before, letter by letter."""
        name = name_of(environ)
        variant = self.shelf.found.get(name)  # type: ignore[arg-type]
        if variant is None:
            return Exchange(self, name, environ, start_response).answer()
        variant.answer.asked = True
        known, body = variant.send(environ, start_response)
        variant.answer.hits[known].add()
        return body
