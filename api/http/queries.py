"""Strict queries: what is not understood is refused with 400, never ignored."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, NoReturn

import flask_smorest
import marshmallow as ma
from flask import Request
from marshmallow import fields
from webargs.flaskparser import FlaskParser

from api.http.problems import FAILURES
from api.http.running import store
from schemas.base import nearest, quoted
from schemas.envelopes import example_of, list_of, one_of
from schemas.fields import Code, Reference
from schemas.kinds import QUERIES, SCHEMAS
from schemas.queries import AnyOf, Query

View = Callable[..., Any]
UNCHANGED = "What you have still holds."


class QueryParser(FlaskParser):
    """Refuse unknown and repeated parameters, and values that name nothing."""

    DEFAULT_VALIDATION_STATUS = 400
    DEFAULT_UNKNOWN_BY_LOCATION = {"query": ma.RAISE}

    def load_querystring(self, req: Request, schema: ma.Schema) -> Any:
        """Refuse to choose among several values of a parameter that has one."""
        single = {
            field.data_key or name
            for name, field in schema.fields.items()
            if not isinstance(field, fields.List)
        }
        repeated = [name for name, values in req.args.lists() if len(values) > 1]
        if messages := {name: ["Given more than once."] for name in repeated if name in single}:
            raise ma.ValidationError(messages)
        return super().load_querystring(req, schema)

    def handle_error(
        self, error: ma.ValidationError, req: Request, schema: ma.Schema, **kwargs: Any
    ) -> NoReturn:
        """Name also the values that name nothing, so that all is said at once."""
        right = error.valid_data if isinstance(error.valid_data, dict) else {}
        error.messages["query"] |= unknown_values(schema, right)  # type: ignore[call-overload]
        super().handle_error(error, req, schema, **kwargs)


class Blueprint(flask_smorest.Blueprint):  # type: ignore[misc]
    """A blueprint whose every endpoint is strict about its query and documents its failures."""

    ARGUMENTS_PARSER = QueryParser()

    def strict(self, query: Query) -> Callable[[View], View]:
        """Take a query; each of its values must name something in the dataset."""
        decorator: Callable[[View], View] = self.arguments(
            query, location="query", validate=partial(refuse_unknown_values, query)
        )
        return decorator

    def lists(self, kind: str) -> Callable[[View], View]:
        """Serve a view as the list of a kind of record."""
        shape = list_of(SCHEMAS[kind])()
        return self.endpoint("", QUERIES[kind], shape, ("ETAG", "LINK"))

    def gets(self, kind: str) -> Callable[[View], View]:
        """Serve a view as one record of a kind, found by its id."""
        shape = one_of(SCHEMAS[kind])()
        told = {
            "name": "id",
            "in": "path",
            "description": f"`id` of the {SCHEMAS[kind].noun}.",
            "schema": {"type": "string"},
            "example": example_of(SCHEMAS[kind])["id"],
        }
        return self.endpoint("/<id>", Query(), shape, ("ETAG",), [told], ("NOT_FOUND",))

    def endpoint(
        self,
        rule: str,
        query: Query,
        shape: ma.Schema,
        headers: tuple[str, ...] = (),
        parameters: list[dict[str, Any]] | None = None,
        failures: tuple[str, ...] = (),
    ) -> Callable[[View], View]:
        """Serve a view at a path, with its query, its answer and its failures documented."""
        sent = {name.title().replace("Etag", "ETag"): name for name in headers}

        def decorate(view: View) -> View:
            if "ETAG" in headers:
                view = self.alt_response(304, success=True, description=UNCHANGED)(view)
            for name in (*failures, "NOT_ACCEPTABLE", "URI_TOO_LONG"):
                view = self.alt_response(FAILURES[name][0], name)(view)
            view = self.response(200, shape, example=example_of(shape), headers=sent)(view)
            served: View = self.route(rule, parameters=parameters)(self.strict(query)(view))
            return served

        return decorate


def refuse_unknown_values(query: Query, parsed: dict[str, Any]) -> None:
    """Refuse values that name nothing."""
    if messages := unknown_values(query, parsed):
        raise ma.ValidationError(messages)


def unknown_values(query: ma.Schema, parsed: dict[str, Any]) -> dict[str, list[str]]:
    """Say of each value that names no record or code what it could be."""
    found = {
        query.fields[name].data_key or name: list(unknown(query.fields[name], value))
        for name, value in parsed.items()
    }
    return {name: reasons for name, reasons in found.items() if reasons}


def unknown(field: fields.Field[Any], value: Any) -> Iterator[str]:
    """Say of each value of one parameter what it could be, if it names nothing."""
    target = field.target if isinstance(field, AnyOf | Code | Reference) else None
    if target is None:
        return
    known = store().known(target)
    noun = target.partition(".")[2] or SCHEMAS[target].noun
    for one in value if isinstance(value, list) else [value]:
        if one not in known:
            yield f"There is no {noun} {quoted(one)}{nearest(one, known)}"
