"""Strict queries: what is not understood is refused with 400, never ignored."""

from collections.abc import Callable, Iterator, Mapping
from functools import cache, lru_cache, partial
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
from schemas.parameters import AnyOf
from schemas.queries import Query, Reading

View = Callable[..., Any]
LONGEST_REMEMBERED = 200

Given = Mapping[str, list[str]]
Known = Callable[[str], Mapping[str, str]]


class QueryParser(FlaskParser):
    """Refuse unknown and repeated parameters, and values that name nothing, all at once.

    What is right is understood at once; webargs and marshmallow say all that is wrong.
    """

    DEFAULT_VALIDATION_STATUS = 400
    DEFAULT_UNKNOWN_BY_LOCATION = {"query": ma.RAISE}

    def parse(self, argmap: Any, *args: Any, **kwargs: Any) -> Any:
        """Return the query of the request; abort with 400 if anything in it is at fault."""
        asked = None
        if isinstance(argmap, Query):
            given = request.args.to_dict(flat=False)
            asked = understood(argmap, given, known_to(argmap))
        return super().parse(argmap, *args, **kwargs) if asked is None else asked

    def handle_error(
        self, error: ma.ValidationError, req: Request, schema: ma.Schema, **kwargs: Any
    ) -> NoReturn:
        """Name also what only we know to be at fault, so that all is said at once."""
        right = error.valid_data if isinstance(error.valid_data, dict) else {}
        error.messages["query"] |= faults(schema, right)  # type: ignore[call-overload]
        super().handle_error(error, req, schema, **kwargs)


PARSER = QueryParser()


def strict(query: Query) -> Callable[[View], View]:
    """Hand a view its query; what is not understood is refused."""
    decorator: Callable[[View], View] = PARSER.use_args(
        query, location="query", validate=partial(refuse_faults, query)
    )
    return decorator


def understood(query: Query, given: Given, known: Known) -> dict[str, Any] | None:
    """Return a query as its schema loads it, by a look at what is given alone; None if at fault."""
    taken = parameters(query)
    try:
        read = {name: value_of(taken[name], values) for name, values in given.items()}
        named = {str(taken[name].name): value for name, value in read.items()}
        settled = query.settled(defaults(query) | named)
    except (KeyError, ma.ValidationError):
        return None
    right = all(names_something(taken[name], value, known) for name, value in read.items())
    return settled if right and required(query) <= given.keys() else None


def names_something(field: fields.Field[Any], value: Any, known: Known) -> bool:
    """Tell whether all that a parameter names is there."""
    target = target_of(field)
    values = value if isinstance(value, list) else [value]
    return target is None or all(one in known(target) for one in values)


def target_of(field: fields.Field[Any]) -> str | None:
    """Return what the values of a parameter name: a kind of record, a vocabulary, or nothing."""
    return field.target if isinstance(field, AnyOf | Code | Reference) else None


def known_to(query: ma.Schema) -> Known:
    """Return where a query looks names up.

    A query of one release is held to that release, any other one to all of them.
    """
    asked = store if isinstance(query, Reading) else stores
    return lambda target: asked().known(target)


def value_of(field: fields.Field[Any], values: list[str]) -> Any:
    """Return what is given for a parameter as its field loads it; raise ValidationError."""
    read = remembered if sum(map(len, values)) <= LONGEST_REMEMBERED else loaded
    value = read(field, tuple(values))
    return value[:] if isinstance(value, list) else value


def loaded(field: fields.Field[Any], values: tuple[str, ...]) -> Any:
    """Return the same, worked out: of a list from all that is given, else from the only value."""
    if isinstance(field, fields.List):
        return field.deserialize(list(values))
    if len(values) > 1:
        raise ma.ValidationError("Given more than once.")
    return field.deserialize(values[0])


# What was right once stays so; what is wrong is not remembered, as a day in the future may come.
remembered = lru_cache(maxsize=8192)(loaded)


@cache
def parameters(query: Query) -> dict[str, fields.Field[Any]]:
    """Return the parameters of a query by the names that clients know them by."""
    return {field.data_key or name: field for name, field in query.fields.items()}


@cache
def defaults(query: Query) -> dict[str, Any]:
    """Return what stands for the parameters that are left out."""
    values = {name: field.load_default for name, field in query.fields.items()}
    return {name: value for name, value in values.items() if value is not ma.missing}


@cache
def required(query: Query) -> frozenset[str]:
    """Return the parameters that cannot be left out."""
    return frozenset(name for name, field in parameters(query).items() if field.required)


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
    """Say of each value of one parameter what it could be, if it names nothing."""
    target = target_of(field)
    if target is None:
        return
    known = known_to(query)(target)
    noun = target.partition(".")[2] or SCHEMAS[target].noun
    for one in value if isinstance(value, list) else [value]:
        if one not in known:
            now = store().now_called(target, one)
            absent = f"There is no {noun} {quoted(one)}{nearest(one, near(one, known))}"
            yield now_called(one, now) if now else absent
