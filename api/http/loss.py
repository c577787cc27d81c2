"""What is answered while the store does not answer: when to try again."""

from collections.abc import Iterable, Iterator
from itertools import chain, islice

from flask import Flask, current_app
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import InterfaceError, OperationalError, SQLAlchemyError, TimeoutError
from werkzeug.exceptions import ServiceUnavailable

LOSSES = (OperationalError, InterfaceError, TimeoutError)
RETRY_AFTER = 5
BEGINNING = 2


def unavailable(error: SQLAlchemyError) -> ServiceUnavailable:
    """Log that the store does not answer, and return what to say of it."""
    current_app.logger.error("The store does not answer: %s", error)
    return ServiceUnavailable("The dataset cannot be asked.", retry_after=RETRY_AFTER)


def answered(error: SQLAlchemyError) -> ResponseReturnValue:
    """Answer a loss as any failure of what was asked: as a problem, or as a page."""
    return current_app.handle_user_exception(unavailable(error))


def begun(parts: Iterable[bytes]) -> Iterator[bytes]:
    """Return parts of which the first are there, so that a loss is told before anything is sent.

    The first may be a header, for which no store is needed.
    """
    rest = iter(parts)
    return chain(list(islice(rest, BEGINNING)), rest)


def init_app(app: Flask) -> None:
    """Answer every loss of the store."""
    for loss in LOSSES:
        app.register_error_handler(loss, answered)
