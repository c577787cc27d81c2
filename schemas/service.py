"""The shapes that are about the service, not its data."""

import marshmallow as ma
from marshmallow import fields

from schemas.base import about
from schemas.dataset import DatasetSchema
from schemas.fields import Count


class ResourceSchema(ma.Schema):
    """A list that the API serves."""

    class Meta:
        description = "A list that the API serves."

    id = fields.String(required=True, metadata=about("Kind of record.", "positions"))
    href = fields.String(
        required=True, metadata=about("Its address.", "/v1/positions") | {"format": "uri-reference"}
    )
    total = Count(required=True, metadata=about("Records in it.", 62))


class IndexSchema(DatasetSchema):
    """The entrance of the API."""

    class Meta:
        description = "The dataset's card, and the lists that the API serves."

    version = fields.String(required=True, metadata=about("Version of the API.", "1.0.0"))
    resources = fields.List(
        fields.Nested(ResourceSchema), required=True, metadata=about("The lists.")
    )


class JsonSchemaSchema(ma.Schema):
    """A JSON Schema."""

    class Meta:
        description = "A JSON Schema, in the dialect that it names."

    dialect = fields.String(
        data_key="$schema",
        required=True,
        metadata=about("Its dialect.", "https://json-schema.org/draft/2020-12/schema")
        | {"format": "uri"},
    )
    title = fields.String(required=True, metadata=about("What it describes.", "A file of parties"))
    type = fields.String(metadata=about("`array` of a file that is a list.", "array"))
    items = fields.Dict(metadata=about("Each record of a list.", {"$ref": "#/$defs/Record"}))
    all_of = fields.List(
        fields.Dict(metadata={"examples": [{"$ref": "#/$defs/Record"}]}),
        data_key="allOf",
        metadata=about("The record that a file alone is."),
    )
    definitions = fields.Dict(
        data_key="$defs", required=True, metadata=about("The shapes.", {"Record": {}})
    )


class HealthSchema(ma.Schema):
    """How the service is."""

    class Meta:
        description = "How the service is."

    status = fields.String(required=True, metadata=about("`ok`.", "ok"))
