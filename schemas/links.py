"""Whether the addresses of sources still answer."""

from marshmallow import fields, validate

from schemas.base import RecordSchema, about
from schemas.fields import PartialDate, Reference, Text


class LinkSchema(RecordSchema):
    """The last check of a source's address."""

    class Meta:
        description = "The last check of a source's address."

    noun = "link"
    label = "id"
    specimen = "agency-2025-03-11"

    id = Reference(
        "sources", required=True, metadata=about("`id` of the source.", "agency-2025-03-11")
    )
    checked_on = PartialDate(required=True, metadata=about("Day of the check.", "2026-11-22"))
    status = fields.Integer(
        load_default=None,
        validate=validate.Range(min=100, max=999),
        metadata=about("HTTP status of the answer; null if there was none.", 200),
    )
    failure = Text(load_default=None, metadata=about("Why there was no answer.", "timed out"))
