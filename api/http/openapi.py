"""flask-smorest, set up our way, and the document that it generates."""

from collections.abc import Callable
from typing import Any

import flask_smorest
import marshmallow as ma
from apispec.ext.marshmallow import MarshmallowPlugin
from apispec.ext.marshmallow.openapi import OpenAPIConverter
from flask import Flask
from flask_smorest.spec.plugins import FlaskPlugin
from marshmallow import fields

from api.http.blueprints import Blueprint
from api.http.documenting import Documented
from api.http.problems import FAILURES, MIMETYPE
from api.http.retirement import Table, retired
from api.http.running import stores
from schemas.base import RecordSchema
from schemas.fields import Code
from schemas.problems import ProblemSchema

Codes = Callable[[str], list[str]]

HEADERS = {
    "ETAG": ("Version of this response, for If-None-Match.", {"type": "string"}),
    "LOCATION": (
        "Address of the record under the id that it has now.",
        {"type": "string", "format": "uri-reference"},
    ),
    "LINK": (
        'Address of the next page, as `<...>; rel="next"`, if there is one.',
        {"type": "string"},
    ),
    "CATALOGUE": (
        'Address of the catalogue of APIs, as `<...>; rel="api-catalog"`.',
        {"type": "string"},
    ),
    "REPR_DIGEST": ("SHA-256 of the whole file (RFC 9530).", {"type": "string"}),
    "CONTENT_DISPOSITION": ("Name under which to keep the file.", {"type": "string"}),
}


class Converter(OpenAPIConverter):
    """Shapes as JSON Schema: of a record in a list, only `id` is sure to be there."""

    def schema2jsonschema(self, schema: ma.Schema) -> dict[str, Any]:
        """Return a shape's JSON Schema; `fields=` may leave out all members but `id`."""
        shape: dict[str, Any] = super().schema2jsonschema(schema)  # type: ignore[no-untyped-call]
        if isinstance(schema, RecordSchema):
            shape["required"] = ["id"]
        return shape


class Plugin(MarshmallowPlugin):
    """apispec's marshmallow plugin with our converter."""

    Converter = Converter


class OperationPlugin(FlaskPlugin):  # type: ignore[misc]
    """Name every operation after its view function, and tell which are retired."""

    def __init__(self, retired: Table) -> None:
        super().__init__()
        self.retired = retired

    def path_helper(self, rule: Any, operations: dict[str, Any], **kwargs: Any) -> str:
        """Add the ids and what is retired, then go on as usual."""
        id = rule.endpoint.rpartition(".")[2]
        for operation in operations.values():
            operation["operationId"] = id
            if id in self.retired:
                told = f"{operation['description']}\n\n{self.retired[id].told}"
                operation.update(description=told, deprecated=True)
                operation["responses"][FAILURES["GONE"][0]] = "GONE"
        path: str = super().path_helper(rule, operations, **kwargs)
        return path


class Api(flask_smorest.Api):  # type: ignore[misc]
    """An API whose failures are problem details in the document."""

    ERROR_SCHEMA = ProblemSchema

    def __init__(self, app: Flask, retired: Table, codes: Codes) -> None:
        """Set up the document: the codebook's values, our failures, our headers."""
        plugins = {"flask_plugin": OperationPlugin(retired), "marshmallow_plugin": Plugin()}
        super().__init__(app, spec_kwargs=plugins)
        self.ma_plugin.converter.add_attribute_function(
            lambda converter, field, **kwargs: values_of(field, codes)
        )
        components = self.spec.components
        components.schemas.pop("PaginationMetadata")
        content = {MIMETYPE: {"schema": ProblemSchema}}
        told = {name: description for name, (_, description) in FAILURES.items()}
        for name, description in (told | {"DEFAULT_ERROR": "Any other failure."}).items():
            components.response(name, {"description": description, "content": content}, lazy=True)
        for name, (description, schema) in HEADERS.items():
            components.header(name, {"description": description, "schema": schema}, lazy=True)


def specification(app: Flask) -> dict[str, Any]:
    """Return the document of the blueprints of an app, as they are told, without real answers.

    flask-smorest documents a blueprint where it registers it, and an app that has answered
    registers none. So that is done in an app of its own, once somebody asks for the document.
    """
    documented = Flask(app.import_name, static_folder=None)
    documented.config.update(app.config)
    documented.url_map.strict_slashes = app.url_map.strict_slashes
    api = Api(documented, retired(app), stores().codes)
    for blueprint in app.blueprints.values():
        if isinstance(blueprint, Blueprint):
            api.register_blueprint(Documented(blueprint))
    whole: dict[str, Any] = api.spec.to_dict()
    return whole


def values_of(field: fields.Field[Any], codes: Codes) -> dict[str, Any]:
    """Return the codebook's values of a code."""
    if not isinstance(field, Code):
        return {}
    values = codes(field.target.partition(".")[2])
    return {"enum": [*values, None] if field.allow_none else values}
