"""The application that everything is put into."""

from collections.abc import Callable
from functools import cache, partial
from string import punctuation
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from flask import Flask
from werkzeug.routing import Rule

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

Builder = Callable[..., tuple[str, str]]


class LateRule(Rule):
    """A rule whose two builders of addresses are compiled once one is asked for; few ever are."""

    def _compile_builder(self, append_unknown: bool = True) -> Builder:
        """Return what compiles a builder, then builds."""
        made = cache(partial(super()._compile_builder, append_unknown))
        return lambda rule, *given, **named: made()(rule, *given, **named)


class Application(Flask):
    """Flask with views and guards that are all plain functions, so that it need not look."""

    url_rule_class = LateRule

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """Return a function as it is."""
        return func

    def request_context(self, environ: "WSGIEnvironment") -> Any:
        """Return the context of a request, the bytes of whose query are escaped if they are not."""
        query = environ.get("QUERY_STRING", "")
        if not query.isascii():
            environ["QUERY_STRING"] = quote(query, safe=punctuation, encoding="latin-1")
        return super().request_context(environ)
