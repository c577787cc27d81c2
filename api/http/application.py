"""The application that everything is put into."""

from collections.abc import Callable
from typing import Any

from flask import Flask


class Application(Flask):
    """Flask with views and guards that are all plain functions, so that it need not look."""

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """Return a function as it is."""
        return func
