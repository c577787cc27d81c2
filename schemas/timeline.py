"""What was said and what took place, day by day."""

from marshmallow import fields

from schemas.base import RecordSchema, about
from schemas.events import EventSchema
from schemas.fields import Derived, Reference
from schemas.parameters import AnyOf, From, Sort, Until
from schemas.positions import PositionSchema
from schemas.queries import ListQuery
from schemas.validity import AsOf, Standing


class DaySchema(RecordSchema):
    """A day with the events and the positions that are dated by it."""

    class Meta:
        description = "A day, with the events that ended and the positions that were said by it."

    noun = "day"
    label = "id"
    specimen = "2025-03-13"

    id = Derived(metadata=about("The day, the last that the dates of its records may mean."))
    events = fields.List(
        fields.Nested(EventSchema),
        dump_only=True,
        metadata={"description": "Events, by id."},
    )
    positions = fields.List(
        fields.Nested(PositionSchema),
        dump_only=True,
        metadata={"description": "Positions, by id."},
    )


class TimelineQuery(ListQuery):
    """What a timeline can be asked for."""

    record = DaySchema

    party = AnyOf(Reference("parties"))
    issue = AnyOf(Reference("issues"))
    provision = AnyOf(Reference("provisions"))
    as_of = AsOf("said_on", ended_by="superseded_on")
    standing = Standing()
    day_from = From("day")
    day_to = Until("day")
    sort = Sort({"day": "day"}, "day")
