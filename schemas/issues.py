"""What is negotiated: issues and the provisions that a settlement could contain."""

from marshmallow import fields, validate

from schemas.base import CountedSchema, about
from schemas.fields import Aliases, Label, Placed, Reference, Text
from schemas.parameters import AnyOf, Sort, Words
from schemas.queries import ListQuery


class ProvisionSchema(CountedSchema):
    """A provision."""

    class Meta:
        description = "One concrete clause that a settlement could contain, as a neutral question."

    noun = "provision"
    label = "question"
    specimen = "foreign-troops"

    issue = Placed("issues", metadata=about("`id` of its issue.", "peacekeepers"))
    issue_label = Label("issue", metadata={"examples": ["Peacekeepers"]})
    question = Text(
        longest=200,
        required=True,
        metadata=about(
            "The question; a stance for it answers yes.",
            "Are troops of other states stationed in Ukraine?",
        ),
    )
    note = Text(load_default=None, metadata=about("What belongs here.", "Under any flag."))
    parties = fields.List(
        Reference("parties", metadata=about("`id` of a party.", "russia")),
        dump_only=True,
        metadata={"description": "Parties with a position on it."},
    )
    aliases = Aliases()


class ProvisionsQuery(ListQuery):
    """What provisions can be asked for."""

    issue = AnyOf(Reference("issues"))
    party = AnyOf(Reference("parties"), member="parties")
    q = Words("question", "note")
    sort = Sort({"issue": "issue", "position_count": "position_count", "id": "id"}, "issue")


class IssueSchema(CountedSchema):
    """An issue."""

    class Meta:
        description = "A subject under negotiation, with its provisions."

    noun = "issue"
    label = "name"
    specimen = "peacekeepers"

    name = Text(required=True, metadata=about("Name in English.", "Peacekeepers"))
    definition = Text(required=True, metadata=about("What belongs to it.", "Foreign troops."))
    provisions = fields.List(
        fields.Nested(ProvisionSchema),
        required=True,
        validate=validate.Length(min=1),
        metadata={"description": "Its provisions."},
    )
    aliases = Aliases()


class IssuesQuery(ListQuery):
    """What issues can be asked for."""

    q = Words("name", "definition")
    sort = Sort({"name": "name", "position_count": "position_count", "id": "id"}, "name")
