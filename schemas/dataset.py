"""The dataset's own card."""

from marshmallow import fields

from schemas.base import RecordSchema, Shape, about
from schemas.fields import Link, PartialDate, Slug, Text


class MomentSchema(Shape):
    """A stretch of days by which coverage is told."""

    class Meta:
        description = "A stretch of days by which coverage is told."

    id = Slug(required=True, metadata=about("Name of the moment.", "2025-q1"))
    label = Text(required=True, metadata=about("Readable name.", "Q1 2025"))
    days = PartialDate(required=True, metadata=about("Its days, in EDTF.", "2025-01/2025-03"))


class DatasetSchema(RecordSchema):
    """The dataset's own card."""

    class Meta:
        description = "What the dataset is, who may use it and how."

    noun = "dataset"
    label = "title"
    specimen = "dataset"

    title = Text(required=True, metadata=about("Title.", "Ukraine peace talks"))
    description = Text(
        longest=2000,
        required=True,
        metadata=about("What the dataset holds.", "Stated positions, with citations."),
    )
    licence = Text(required=True, metadata=about("SPDX identifier.", "CC-BY-4.0"))
    licence_url = Link(
        required=True,
        metadata=about("The licence's text.", "https://creativecommons.org/licenses/by/4.0/"),
    )
    quotes_note = Text(
        required=True, metadata=about("Whose the quotes are.", "Quotes remain their speakers'.")
    )
    covers = PartialDate(
        required=True, metadata=about("Days covered, in EDTF.", "2025-03-11/2025-03-14")
    )
    moments = fields.List(
        fields.Nested(MomentSchema),
        load_default=list,
        metadata={"description": "The moments, in order; no day belongs to two of them."},
    )
