"""Why records that were released are gone or were corrected."""

import marshmallow as ma
from marshmallow import fields

from schemas.base import LASTING, RecordSchema, about, nearest, quoted
from schemas.fields import Slug, Text


def check_kind(kind: str) -> None:
    """Refuse what is no kind of record whose ids last, naming the nearest."""
    if kind not in LASTING:
        raise ma.ValidationError(f"There is no kind {quoted(kind)}{nearest(kind, LASTING)}")


class ErratumSchema(RecordSchema):
    """Why a record was removed or corrected."""

    class Meta:
        description = "Why a record that was released was removed or corrected."

    noun = "erratum"
    label = "id"
    specimen = "same-answer-coded-twice"

    kind = fields.String(
        required=True,
        validate=check_kind,
        metadata=about("Kind of the record.", "positions") | {"enum": list(LASTING)},
    )
    record = Slug(
        required=True, metadata=about("`id` of the record.", "russia-foreign-troops-2025-03-13")
    )
    reason = Text(
        required=True,
        metadata=about("Why, for readers.", "It told the same statement as another record."),
    )
