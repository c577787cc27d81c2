"""The occasions of positions."""

from marshmallow import fields, validate

from schemas.base import CountedSchema, about
from schemas.fields import Aliases, Code, Day, Label, PartialDate, Reference, Text
from schemas.parameters import AnyOf, From, Sort, Until, Words
from schemas.queries import ListQuery


class EventSchema(CountedSchema):
    """An event."""

    class Meta:
        description = "A call, round, summit, press conference or proposal."

    noun = "event"
    label = "title"
    specimen = "jeddah-talks"

    title = Text(
        required=True, metadata=about("Title in English.", "Talks between two delegations")
    )
    kind = Code("event_kind", required=True, metadata=about("What took place.", "round"))
    kind_label = Label("kind")
    held_on = PartialDate(required=True, metadata=about("When, in EDTF.", "2025-03-11"))
    held_on_earliest = Day(
        allow_none=True, metadata=about("First day it may mean; null if open.", "2025-03-11")
    )
    held_on_latest = Day(metadata=about("Last day it may mean.", "2025-03-11"))
    place = Text(load_default=None, metadata=about("Where.", "Jeddah"))
    parties = fields.List(
        Reference("parties", metadata=about("`id` of a party.", "ukraine")),
        required=True,
        validate=validate.Length(min=1),
        metadata={"description": "Parties that took part."},
    )
    sources = fields.List(
        Reference("sources", metadata=about("`id` of a source.", "agency-2025-03-11")),
        required=True,
        validate=validate.Length(min=1),
        metadata={"description": "Sources that tell of it."},
    )
    note = Text(load_default=None, metadata=about("What a reader should know.", "Hosted abroad."))
    aliases = Aliases()


class EventsQuery(ListQuery):
    """What events can be asked for."""

    kind = AnyOf(Code("event_kind"))
    party = AnyOf(Reference("parties"), member="parties")
    source = AnyOf(Reference("sources"), member="sources")
    held_from = From("held_on")
    held_to = Until("held_on")
    q = Words("title", "place", "note")
    sort = Sort(
        {
            "held_on": "held_on_latest",
            "title": "title",
            "position_count": "position_count",
            "id": "id",
        },
        "-held_on",
    )
