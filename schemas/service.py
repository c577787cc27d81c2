"""The shapes that are about the service, not its data."""

import marshmallow as ma
from marshmallow import fields

from schemas.base import about
from schemas.codebook import DatasetSchema
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


class HealthSchema(ma.Schema):
    """How the service is."""

    class Meta:
        description = "How the service is."

    status = fields.String(required=True, metadata=about("`ok`.", "ok"))
