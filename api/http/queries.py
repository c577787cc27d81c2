"""Strict queries: what is not understood is refused with 400, never ignored."""

from collections.abc import Callable
from functools import partial
from typing import Any

import flask_smorest
import marshmallow as ma
from flask import Request
from marshmallow import fields
from webargs.flaskparser import FlaskParser

from api.http.problems import FAILURES
from api.http.running import store
from schemas.base import nearest
from schemas.envelopes import example_of, list_of, one_of
from schemas.fields import Code, Reference
from schemas.kinds import QUERIES, SCHEMAS
from schemas.queries import AnyOf, Query

View = Callable[..., Any]


class QueryParser(FlaskParser):
    """Refuse unknown and repeated parameters."""

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
            for name in (*failures, "NOT_ACCEPTABLE", "URI_TOO_LONG"):
                view = self.alt_response(FAILURES[name][0], name)(view)
            view = self.response(200, shape, example=example_of(shape), headers=sent)(view)
            served: View = self.route(rule, parameters=parameters)(self.strict(query)(view))
            return served

        return decorate


def refuse_unknown_values(query: Query, parsed: dict[str, Any]) -> None:
    """Refuse a value that names no record or code, naming the nearest that does."""
    messages = {
        query.fields[name].data_key or name: reasons
        for name, value in parsed.items()
        if (reasons := list(unknown_values(query.fields[name], value)))
    }
    if messages:
        raise ma.ValidationError(messages)


def unknown_values(field: fields.Field[Any], value: Any) -> list[str]:
    """Say of each value that names nothing what it could be."""
    target = field.target if isinstance(field, AnyOf | Code | Reference) else None
    if target is None:
        return []
    known = store().known(target)
    noun = target.partition(".")[2] or SCHEMAS[target].noun
    values = value if isinstance(value, list) else [value]
    return [
        f"There is no {noun} {one!r}{nearest(one, known)}" for one in values if one not in known
    ]
