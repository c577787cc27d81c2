"""What was searched: the honest other half of the positions."""

from typing import Any

import marshmallow as ma
from marshmallow import fields, validate

from schemas.base import RecordSchema, Shape, about
from schemas.edtf import bounds
from schemas.fields import Code, Count, Derived, Label, PartialDate, Reference, Text
from schemas.parameters import AnyOf, Facets, Sort
from schemas.queries import ListQuery


class SearchSchema(RecordSchema):
    """A search of texts for a party's positions on some issues, as a curator writes it."""

    class Meta:
        description = "A search of texts for what a party says on some issues."

    noun = "search"
    label = "id"
    specimen = "russia-news"

    party = Reference("parties", required=True, metadata=about("Whose positions.", "russia"))
    issues = fields.List(
        Reference("issues", metadata=about("`id` of an issue.", "peacekeepers")),
        required=True,
        validate=validate.Length(min=1),
        metadata={"description": "Issues searched for."},
    )
    searched_from = PartialDate(
        required=True, metadata=about("First day that the texts cover.", "2025-03-11")
    )
    searched_until = PartialDate(
        required=True, metadata=about("Last day that the texts cover.", "2025-03-14")
    )
    scope = Text(required=True, metadata=about("The texts searched.", "Five news texts."))

    @ma.validates_schema
    def check_order(self, data: dict[str, Any], **kwargs: Any) -> None:
        """Ask that a search ends after it begins."""
        first = bounds(data["searched_from"]).earliest
        if first and first > bounds(data["searched_until"]).latest:
            raise ma.ValidationError("Ends before it begins.", "searched_until")


class MomentCoverageSchema(Shape):
    """The state of one party on one issue in one moment."""

    class Meta:
        description = "The state of one party on one issue in one moment."

    id = Derived(metadata=about("`id` of a moment of the dataset's card.", "2025-q1"))
    label = Derived(metadata=about("The moment as people read it.", "Q1 2025"))
    state = Code("coverage_state", dump_only=True, metadata=about("What is known.", "none_found"))
    state_label = Label("state")
    position_count = Count(
        metadata=about("Positions that were said by some day of it, and not before it.", 0)
    )


class CoverageSchema(RecordSchema):
    """The state of one party on one issue."""

    class Meta:
        description = "Whether a party's positions on an issue are coded, or none, or not searched."

    noun = "coverage"
    label = "id"
    specimen = "nato.elections"

    id = Derived(metadata=about("Party and issue, joined by a dot."))
    party = Reference("parties", dump_only=True, metadata=about("`id` of a party.", "russia"))
    party_label = Label("party", metadata={"examples": ["Russia"]})
    issue = Reference("issues", dump_only=True, metadata=about("`id` of an issue.", "peacekeepers"))
    issue_label = Label("issue", metadata={"examples": ["Peacekeepers"]})
    state = Code("coverage_state", dump_only=True, metadata=about("What is known.", "none_found"))
    state_label = Label("state")
    position_count = Count(metadata=about("Positions coded.", 0))
    searched_until = Derived(
        allow_none=True, metadata=about("Last day searched; null if not searched.", "2025-03-14")
    )
    scope = Derived(allow_none=True, metadata=about("The texts searched.", "Five news texts."))
    moments = fields.List(
        fields.Nested(MomentCoverageSchema),
        dump_only=True,
        metadata={"description": "The same by moment, in their order."},
    )


class CoverageQuery(ListQuery):
    """What coverage can be asked for."""

    party = AnyOf(Reference("parties"))
    issue = AnyOf(Reference("issues"))
    state = AnyOf(Code("coverage_state"))
    facets = Facets("party", "issue", "state")
    sort = Sort(
        {"party": "party", "issue": "issue", "position_count": "position_count", "id": "id"},
        "party",
    )
