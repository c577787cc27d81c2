"""The codebook: every vocabulary and its values, declared once, and the dataset's own card."""

from marshmallow import fields, validate

from schemas.base import RecordSchema, Shape, about
from schemas.fields import Code, Link, PartialDate, Slug, Text


class ValueSchema(Shape):
    """One value of a vocabulary."""

    class Meta:
        description = "One value of a vocabulary, with what it includes and what it does not."

    id = fields.String(required=True, metadata=about("The value as records write it.", "rejects"))
    label = Text(required=True, metadata=about("The value as people read it.", "rejects"))
    definition = Text(required=True, metadata=about("What it means.", "Refuses the provision."))
    includes = Text(load_default=None, metadata=about("What to code so.", "A flat no."))
    excludes = Text(load_default=None, metadata=about("What not to code so.", "A yes with an if."))
    direction = Code(
        "direction",
        load_default=None,
        metadata=about("Of a stance: the side it is counted on when parties are compared.", "for"),
    )


class VocabularySchema(Shape):
    """The values that one member may have."""

    class Meta:
        description = "The values that a member may have; order matters where `ordered_by` is set."

    id = fields.String(required=True, metadata=about("Name of the vocabulary.", "stance"))
    label = Text(required=True, metadata=about("Readable name.", "Stance"))
    definition = Text(
        required=True,
        metadata=about("What the vocabulary distinguishes.", "How a party answers a provision."),
    )
    ordered_by = Text(
        load_default=None,
        metadata=about("What the order of the values means.", "Strength, strongest first."),
    )
    values = fields.List(
        fields.Nested(ValueSchema),
        required=True,
        validate=validate.Length(min=1),
        metadata={"description": "The values, in order."},
    )


class RuleSchema(Shape):
    """A rule by which the API derives an answer from the records."""

    class Meta:
        description = "A rule by which the API derives an answer from the records."

    id = Slug(required=True, metadata=about("Name of the rule.", "headline"))
    label = Text(required=True, metadata=about("Readable name.", "Headline of a cell"))
    definition = Text(
        required=True, metadata=about("The rule.", "The position with the highest authority.")
    )


class CodebookSchema(RecordSchema):
    """The codebook."""

    class Meta:
        description = "Every vocabulary of the dataset, and the rules of its answers."

    noun = "codebook"
    label = "version"
    specimen = "codebook"

    version = Text(required=True, metadata=about("Version of the codebook.", "1.0.0"))
    vocabularies = fields.List(
        fields.Nested(VocabularySchema),
        required=True,
        metadata={"description": "The vocabularies."},
    )
    rules = fields.List(
        fields.Nested(RuleSchema), required=True, metadata={"description": "The rules."}
    )


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
