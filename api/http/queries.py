"""Strict queries: what is not understood is refused with 400, never ignored."""

from collections.abc import Iterator
from itertools import islice
from typing import Any, NoReturn

import marshmallow as ma
from flask import Request, request
from marshmallow import fields
from webargs.flaskparser import FlaskParser

from api.http.problems import MOST_ERRORS
from api.http.running import store, stores
from api.store.names import near
from schemas.base import nearest, now_called, quoted
from schemas.fields import Code, Reference
from schemas.kinds import SCHEMAS
from schemas.queries import AnyOf, Query, Reading


class QueryParser(FlaskParser):
    """Refuse unknown and repeated parameters, and values that name nothing, all at once."""

    DEFAULT_VALIDATION_STATUS = 400
    DEFAULT_UNKNOWN_BY_LOCATION = {"query": ma.RAISE}

    def handle_error(
        self, error: ma.ValidationError, req: Request, schema: ma.Schema, **kwargs: Any
    ) -> NoReturn:
        """Name also what only we know to be at fault, so that all is said at once."""
        right = error.valid_data if isinstance(error.valid_data, dict) else {}
        error.messages["query"] |= faults(schema, right)  # type: ignore[call-overload]
        super().handle_error(error, req, schema, **kwargs)


def refuse_faults(query: Query, parsed: dict[str, Any]) -> None:
    """Refuse a query that its schema takes but that cannot be answered."""
    if messages := faults(query, parsed):
        raise ma.ValidationError(messages)


def faults(query: ma.Schema, parsed: dict[str, Any]) -> dict[str, list[str]]:
    """Say which parameters are given twice, and which values name no record or code."""
    repeated = {name for name, values in request.args.lists() if len(values) > 1}
    found: dict[str, list[str]] = {}
    for name, field in query.fields.items():
        known_as = field.data_key or name
        if known_as in repeated and not isinstance(field, fields.List):
            found[known_as] = ["Given more than once."]
        elif name in parsed:
            reasons = list(islice(unknown(query, field, parsed[name]), MOST_ERRORS))
            found |= {known_as: reasons} if reasons else {}
    return found


def unknown(query: ma.Schema, field: fields.Field[Any], value: Any) -> Iterator[str]:
    """Say of each value of one parameter what it could be, if it names nothing.

    A query of one release is held to that release, any other one to all of them.
    """
    target = field.target if isinstance(field, AnyOf | Code | Reference) else None
    if target is None:
        return
    known = (store() if isinstance(query, Reading) else stores()).known(target)
    noun = target.partition(".")[2] or SCHEMAS[target].noun
    for one in value if isinstance(value, list) else [value]:
        if one not in known:
            now = store().now_called(target, one)
            absent = f"There is no {noun} {quoted(one)}{nearest(one, near(one, known))}"
            yield now_called(one, now) if now else absent
