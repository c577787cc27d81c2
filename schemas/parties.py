"""Who negotiates, and who speaks for them."""

from typing import Any

import marshmallow as ma
from marshmallow import fields

from schemas.base import CountedSchema, Shape, about
from schemas.edtf import bounds
from schemas.fields import Aliases, Code, Label, PartialDate, Reference, Text
from schemas.parameters import AnyOf, Sort, Words
from schemas.queries import ListQuery


class PartySchema(CountedSchema):
    """A party."""

    class Meta:
        description = "Who negotiates or speaks as a bloc."

    noun = "party"
    label = "name"
    specimen = "russia"

    name = Text(required=True, metadata=about("Name in English.", "Russia"))
    kind = Code("party_kind", required=True, metadata=about("What the party is.", "state"))
    kind_label = Label("kind")
    role = Code("role", required=True, metadata=about("Its part in the talks.", "belligerent"))
    role_label = Label("role")
    member_of = fields.List(
        Reference("parties", metadata=about("`id` of a party.", "nato")),
        load_default=list,
        metadata={"description": "Blocs in the dataset that it belongs to."},
    )
    note = Text(load_default=None, metadata=about("What a reader should know.", "Host of talks."))
    aliases = Aliases()


class PartiesQuery(ListQuery):
    """What parties can be asked for."""

    kind = AnyOf(Code("party_kind"))
    role = AnyOf(Code("role"))
    member_of = AnyOf(Reference("parties"))
    q = Words("name", "note")
    sort = Sort({"name": "name", "position_count": "position_count", "id": "id"}, "name")


class OfficeSchema(Shape):
    """An office that a speaker holds or held."""

    class Meta:
        description = "An office that a speaker holds or held."

    title = Text(required=True, metadata=about("Title in English.", "President of Russia"))
    authority = Code("authority", required=True, metadata=about("Its rank.", "head_of_state"))
    since = PartialDate(load_default=None, metadata=about("Held from, in EDTF.", "2012-05-07"))
    until = PartialDate(load_default=None, metadata=about("Held until, in EDTF.", "2024"))

    @ma.validates_schema
    def check_order(self, data: dict[str, Any], **kwargs: Any) -> None:
        """Ask that an office ends after it begins."""
        since = bounds(data["since"]).earliest if data["since"] else None
        if since and data["until"] and since > bounds(data["until"]).latest:
            raise ma.ValidationError("Ends before it begins.", "until")


class SpeakerSchema(CountedSchema):
    """A speaker."""

    class Meta:
        description = "A person who speaks for a party."

    noun = "speaker"
    label = "name"
    specimen = "maria-zakharova"

    name = Text(required=True, metadata=about("Name in English.", "Vladimir Putin"))
    party = Reference("parties", required=True, metadata=about("Spoken for.", "russia"))
    party_label = Label("party", metadata={"examples": ["Russia"]})
    offices = fields.List(
        fields.Nested(OfficeSchema),
        required=True,
        metadata={"description": "Offices, with the days on which they were held."},
    )
    aliases = Aliases()


class SpeakersQuery(ListQuery):
    """What speakers can be asked for."""

    party = AnyOf(Reference("parties"))
    authority = AnyOf(Code("authority"), member="offices.authority")
    q = Words("name", "offices.title")
    sort = Sort(
        {"name": "name", "party": "party", "position_count": "position_count", "id": "id"}, "name"
    )
