"""What is around the data of every response."""

from collections.abc import Callable
from functools import cache, partial
from typing import Any

import marshmallow as ma
from marshmallow import fields

from schemas.base import RecordSchema, about
from schemas.fields import Label

Making = Callable[[], ma.Schema]


class FacetSchema(ma.Schema):
    """How often a value occurs."""

    class Meta:
        description = "How often a value occurs among all matches."

    value = fields.String(
        required=True, allow_none=True, metadata=about("The value; null if none.", "rejects")
    )
    label = fields.String(
        required=True, allow_none=True, metadata=about("The value as people read it.", "rejects")
    )
    count = fields.Integer(required=True, metadata=about("Matching records.", 7))


class MetaSchema(ma.Schema):
    """What the data answer."""

    class Meta:
        description = "What the data answer: state of the dataset, and filters as understood."

    release = fields.String(
        required=True, metadata=about("Release answered from; `draft` is unreleased.", "draft")
    )
    as_of = fields.String(
        required=True,
        allow_none=True,
        metadata=about("Day of validity asked for; null if none.", None),
    )
    total = fields.Integer(required=True, metadata=about("Records that match.", 1))
    filters = fields.Dict(
        keys=fields.String(), required=True, metadata=about("Filters as understood.", {})
    )
    facets = fields.Dict(
        keys=fields.String(),
        values=fields.List(fields.Nested(FacetSchema)),
        metadata=about("Counts of values, for the members asked for; they sum to the total.", {}),
    )


class LinksSchema(ma.Schema):
    """Where to go from here."""

    class Meta:
        description = "Addresses relative to the server."

    self = fields.String(
        required=True,
        metadata=about("This response.", "/v1/positions?party=russia")
        | {"format": "uri-reference"},
    )
    next = fields.String(
        required=True,
        allow_none=True,
        metadata=about("The next page; null if this is the last.", None)
        | {"format": "uri-reference"},
    )
    later = fields.String(
        metadata=about(
            "What will come after this page, of a list that only grows; ask it again later.",
            "/v1/changes?cursor=WyI5",
        )
        | {"format": "uri-reference"},
    )


def envelope(
    name: str, description: str, data: fields.Field[Any], meta: type[MetaSchema] = MetaSchema
) -> type[ma.Schema]:
    """Return the shape of a response around its data."""
    members = {
        "Meta": type("Meta", (), {"description": description}),
        "data": data,
        "meta": fields.Nested(meta, required=True),
        "links": fields.Nested(LinksSchema, required=True),
    }
    return type(f"{name}Schema", (ma.Schema,), members)


@cache
def list_of(record: type[RecordSchema], meta: type[MetaSchema] = MetaSchema) -> Making:
    """Return what makes the shape of a page of records, once it is asked for."""
    return cache(partial(page_of, record, meta))


def page_of(record: type[RecordSchema], meta: type[MetaSchema]) -> ma.Schema:
    """Return the shape of a page of records."""
    name = record.__name__.removesuffix("Schema")
    data = fields.List(fields.Nested(record), required=True, metadata=about("The records."))
    return envelope(f"{name}List", f"A page of a list of kind {record.noun}.", data, meta)()


@cache
def one_of(record: type[RecordSchema]) -> Making:
    """Return what makes the shape of a response with one record, once it is asked for."""
    return cache(partial(response_of, record))


def response_of(record: type[RecordSchema]) -> ma.Schema:
    """Return the shape of a response with one record, which has all its members."""
    name = record.__name__.removesuffix("Schema")
    told = {"description": "The record, with all its members.", "required": list(record().fields)}
    data = fields.Nested(record, required=True, metadata=told)
    return envelope(f"{name}Response", f"One record of kind {record.noun}.", data)()


def example_of(shape: ma.Schema) -> dict[str, Any]:
    """Return an example of a shape, made of the examples of its members."""
    examples = {field.data_key or name: example(field) for name, field in shape.fields.items()}
    return examples | ({"id": shape.specimen} if isinstance(shape, RecordSchema) else {})


def example(field: fields.Field[Any]) -> Any:
    """Return an example of a member."""
    if isinstance(field, fields.Nested):
        return example_of(field.schema)
    if isinstance(field, fields.List):
        return [example(field.inner)]
    if isinstance(field, Label) and "examples" not in field.metadata:
        return str(example(field.sibling)).replace("_", " ")
    return field.metadata.get("examples", [None])[0]
