"""How far two coders agree: a sample coded twice, and what follows from it."""

from marshmallow import fields, validate

from schemas.base import RecordSchema, Shape, about
from schemas.fields import Code, Count, Label, PartialDate, Reference, Text


class CodedSchema(Shape):
    """What one coder wrote of a unit; null is what the coder could not tell."""

    class Meta:
        description = "What one coder wrote of a unit; null is what the coder could not tell."

    provision = Reference(
        "provisions", load_default=None, metadata=about("What it answers.", "foreign-troops")
    )
    stance = Code("stance", load_default=None, metadata=about("How it answers.", "rejects"))
    attribution = Code(
        "attribution", load_default=None, metadata=about("How firmly attributed.", "reported")
    )
    said_on = PartialDate(load_default=None, metadata=about("When said.", "2025-03-13"))


VARIABLES = tuple(CodedSchema().fields)


class CodingSchema(RecordSchema):
    """A unit that was coded twice, the second time without sight of the first."""

    class Meta:
        description = "A unit that was coded twice, the second time without sight of the first."

    noun = "coding"
    label = "id"
    specimen = "unit-1"

    position = Reference(
        "positions", required=True, metadata=about("The position drawn.", "russia-troops-1")
    )
    source = Reference("sources", required=True, metadata=about("The text read.", "agency-1"))
    locator = Text(
        longest=100,
        load_default=None,
        metadata=about("The place given to the coder.", "paragraph 4"),
    )
    issue_told = fields.Boolean(
        required=True,
        metadata=about("Whether the issue was given too: the place holds several answers.", False),
    )
    first = fields.Nested(
        CodedSchema, required=True, metadata={"description": "As it was coded at first."}
    )
    second = fields.Nested(
        CodedSchema, required=True, metadata={"description": "As it was coded blind."}
    )


class AgreementSchema(Shape):
    """How far the two codings of a variable agree."""

    class Meta:
        description = "How far the two codings of a variable agree."

    variable = fields.String(
        required=True,
        validate=validate.OneOf(VARIABLES),
        metadata=about("A variable of the codebook.", "stance"),
    )
    alpha = fields.Float(
        required=True, metadata=about("Krippendorff's alpha, nominal, to three decimals.", 0.85)
    )
    agreement = fields.Float(
        required=True, metadata=about("Share of the units coded alike, to three decimals.", 0.9)
    )
    units = fields.Integer(required=True, metadata=about("Units that both coders could code.", 45))
    state = Code("reliability", dump_only=True, metadata=about("What alpha means.", "reliable"))
    state_label = Label("state")


class ReliabilitySchema(RecordSchema):
    """The measured reliability of the coding."""

    class Meta:
        description = "How the sample was drawn and coded, and how far the codings agree."

    noun = "reliability"
    label = "id"
    specimen = "reliability"

    drawn_on = PartialDate(required=True, metadata=about("Day of the draw.", "2026-11-22"))
    seed = fields.Integer(
        required=True,
        validate=validate.Range(min=0, max=2**53 - 1),
        metadata=about("Seed of the draw.", 2026),
    )
    share = fields.Float(
        required=True,
        validate=validate.Range(min=0, min_inclusive=False, max=1),
        metadata=about("Share of each party's positions that was drawn, rounded up.", 0.15),
    )
    population = fields.Integer(
        required=True,
        validate=validate.Range(min=1),
        metadata=about("Positions that it was drawn from.", 300),
    )
    size = Count(metadata=about("Positions drawn.", 45))
    method = Text(longest=2000, required=True, metadata=about("How it was coded again.", "Blind."))
    variables = fields.List(
        fields.Nested(AgreementSchema),
        required=True,
        metadata={"description": "Agreement, by variable."},
    )
