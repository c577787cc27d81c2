"""The codebook: every vocabulary and its values, declared once."""

from marshmallow import fields, validate

from schemas.base import RecordSchema, Shape, about
from schemas.fields import Code, Label, Slug, Text
from schemas.reliability import VARIABLES


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


class VariableSchema(Shape):
    """A member of a position that coders decide, with how far they agree on it."""

    class Meta:
        description = "A member of a position that coders decide, with how far they agree on it."

    id = fields.String(
        required=True,
        validate=validate.OneOf(VARIABLES),
        metadata=about("Name of the member.", "stance"),
    )
    label = Text(required=True, metadata=about("Readable name.", "Stance"))
    definition = Text(
        required=True, metadata=about("How it is decided.", "From the verb of the statement.")
    )
    alpha = fields.Float(
        dump_only=True,
        allow_none=True,
        metadata=about("Krippendorff's alpha of two codings; null if not measured.", 0.85),
    )
    state = Code(
        "reliability",
        dump_only=True,
        allow_none=True,
        metadata=about("What alpha means.", "reliable"),
    )
    state_label = Label("state", allow_none=True)


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
    variables = fields.List(
        fields.Nested(VariableSchema),
        load_default=list,
        metadata={"description": "What coders decide, and how far they agree on it."},
    )
    rules = fields.List(
        fields.Nested(RuleSchema), required=True, metadata={"description": "The rules."}
    )
