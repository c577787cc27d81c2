"""Positions: which party answers a provision how, since when, and who says so."""

from typing import Any

import marshmallow as ma
from marshmallow import fields, validate

from schemas.base import RecordSchema, Shape, about
from schemas.fields import (
    Aliases,
    Code,
    Count,
    Day,
    Derived,
    Label,
    Language,
    Link,
    PartialDate,
    Reference,
    Text,
)
from schemas.parameters import AnyOf, AtLeast, Facets, Flag, From, Sort, Until, Words
from schemas.queries import ListQuery
from schemas.validity import AsOf, Standing


class CitationSchema(Shape):
    """The place in a source that supports a position."""

    class Meta:
        description = "The place in a source that supports a position."

    source = Reference(
        "sources", required=True, metadata=about("`id` of the source.", "agency-2025-03-11")
    )
    source_label = Label("source", metadata={"examples": ["Talks end in Jeddah"]})
    source_origin = Reference(
        "sources",
        dump_only=True,
        metadata=about("`id` of its original; renditions of one share it.", "agency-2025-03-11"),
    )
    origin_publisher = Derived(
        allow_none=True, metadata=about("Publisher of the original.", "An agency")
    )
    source_publisher = Derived(allow_none=True, metadata=about("Its publisher.", "An agency"))
    source_url = Link(
        dump_only=True,
        allow_none=True,
        metadata=about("Its address.", "https://example.org/jeddah"),
    )
    source_rendition = Code(
        "rendition", dump_only=True, metadata=about("How it relates to its original.", "reprint")
    )
    source_grade = Code(
        "grade", dump_only=True, metadata=about("How far it can be relied on.", "a")
    )
    locator = Text(
        longest=100, load_default=None, metadata=about("Place in the source.", "paragraph 4")
    )
    quote = Text(
        longest=300,
        load_default=None,
        metadata=about("The official's own words, as the source has them.", "We agree."),
    )
    quote_language = Language(load_default=None, metadata=about("Language of the quote.", "en"))
    text_source = Code(
        "text_source",
        load_default=None,
        metadata=about("Where the wording at this place comes from.", "original"),
    )

    @ma.validates_schema
    def check_whole(self, data: dict[str, Any], **kwargs: Any) -> None:
        """Ask for a place or a quote, and for what makes a quote checkable."""
        if not data["locator"] and not data["quote"]:
            raise ma.ValidationError("A citation needs a locator or a quote.", "locator")
        missing = [name for name in ("quote_language", "text_source") if not data[name]]
        if data["quote"] and missing:
            raise ma.ValidationError({name: [f"A quote needs its {name}."] for name in missing})
        if data["quote_language"] and not data["quote"]:
            raise ma.ValidationError("There is no quote to be in a language.", "quote_language")


class PositionSchema(RecordSchema):
    """A position."""

    class Meta:
        description = "One party's stated answer to one provision on one occasion."

    noun = "position"
    label = "summary"
    specimen = "russia-foreign-troops-2025-03-13"

    party = Reference("parties", required=True, metadata=about("Whose position.", "russia"))
    party_label = Label("party", metadata={"examples": ["Russia"]})
    issue = Reference(
        "issues", dump_only=True, metadata=about("`id` of the provision's issue.", "peacekeepers")
    )
    issue_label = Label("issue", metadata={"examples": ["Peacekeepers"]})
    provision = Reference(
        "provisions", required=True, metadata=about("What it answers.", "foreign-troops")
    )
    provision_label = Label(
        "provision", metadata={"examples": ["Are troops of other states stationed in Ukraine?"]}
    )
    stance = Code("stance", required=True, metadata=about("How it answers.", "rejects"))
    stance_label = Label("stance", metadata={"examples": ["rejects"]})
    direction = Code(
        "direction", dump_only=True, metadata=about("Side on which it is counted.", "against")
    )
    direction_label = Label("direction")
    summary = Text(
        longest=240,
        required=True,
        metadata=about("The position in our own, neutral words.", "Rules out foreign troops."),
    )
    conditions = fields.List(
        Text(longest=240, metadata=about("Something it is tied to.", "A lasting settlement.")),
        load_default=list,
        metadata={"description": "What it is tied to."},
    )
    speaker = Reference(
        "speakers",
        load_default=None,
        metadata=about("Who said it; null if no one is named.", "maria-zakharova"),
    )
    speaker_label = Label("speaker", allow_none=True, metadata={"examples": ["Maria Zakharova"]})
    office = Derived(
        allow_none=True, metadata=about("The speaker's office on that day.", "Spokeswoman")
    )
    authority = Code(
        "authority",
        dump_only=True,
        allow_none=True,
        metadata=about("The office's rank.", "spokesperson"),
    )
    authority_label = Label("authority", allow_none=True)
    said_on = PartialDate(required=True, metadata=about("When said, in EDTF.", "2025-03-13"))
    said_on_earliest = Day(
        allow_none=True, metadata=about("First day it may mean; null if open.", "2025-03-13")
    )
    said_on_latest = Day(metadata=about("Last day it may mean.", "2025-03-13"))
    date_basis = Code("date_basis", required=True, metadata=about("Whence the date.", "printed"))
    date_note = Text(
        load_default=None, metadata=about("How the date was inferred.", "The text says Thursday.")
    )
    attribution = Code(
        "attribution", required=True, metadata=about("How firmly attributed.", "on_record_quote")
    )
    attribution_label = Label("attribution", metadata={"examples": ["on the record, quoted"]})
    event = Reference("events", load_default=None, metadata=about("The occasion.", "jeddah-talks"))
    event_label = Label("event", allow_none=True, metadata={"examples": ["Talks in Jeddah"]})
    supersedes = fields.List(
        Reference("positions", metadata=about("`id` of a position.", "russia-foreign-troops-1")),
        load_default=list,
        metadata={"description": "Earlier positions of the party that this one replaces."},
    )
    change = Code(
        "change", load_default=None, metadata=about("What changed in superseding.", "softened")
    )
    change_label = Label("change", allow_none=True)
    superseded_by = fields.List(
        Reference("positions", metadata=about("`id` of a position.", "russia-foreign-troops-2")),
        dump_only=True,
        metadata={"description": "Later positions that replace this one."},
    )
    superseded_on = Day(
        allow_none=True,
        metadata=about(
            "Day from which it is certain to be superseded; null if none.", "2025-03-20"
        ),
    )
    citations = fields.List(
        fields.Nested(CitationSchema),
        required=True,
        validate=validate.Length(min=1),
        metadata={"description": "Where it is told."},
    )
    independent_sources = Count(metadata=about("Distinct originals cited.", 1))
    has_quote = fields.Boolean(
        dump_only=True, metadata=about("Whether the official's own words are cited.", True)
    )
    note = Text(load_default=None, metadata=about("A coder's note.", "Told without a day."))
    aliases = Aliases()

    @ma.validates_schema
    def check_whole(self, data: dict[str, Any], **kwargs: Any) -> None:
        """Ask for what explains an inferred date and a supersession."""
        if data["date_basis"] == "inferred" and not data["date_note"]:
            raise ma.ValidationError("An inferred date needs a date_note.", "date_note")
        if data["stance"] == "accepts_conditionally" and not data["conditions"]:
            raise ma.ValidationError("Say what it is tied to.", "conditions")
        if bool(data["supersedes"]) != bool(data["change"]):
            raise ma.ValidationError("supersedes and change go together.", "change")


class PositionsQuery(ListQuery):
    """What positions can be asked for."""

    party = AnyOf(Reference("parties"))
    issue = AnyOf(Reference("issues"))
    provision = AnyOf(Reference("provisions"))
    stance = AnyOf(Code("stance"))
    direction = AnyOf(Code("direction"))
    speaker = AnyOf(Reference("speakers"))
    authority = AnyOf(Code("authority"))
    event = AnyOf(Reference("events"))
    source = AnyOf(Reference("sources"), member="citations.source")
    origin = AnyOf(Reference("sources"), member="citations.source_origin")
    grade = AnyOf(Code("grade"), member="citations.source_grade")
    attribution = AnyOf(Code("attribution"))
    attribution_min = AtLeast("attribution")
    change = AnyOf(Code("change"))
    said_from = From("said_on")
    said_to = Until("said_on")
    as_of = AsOf("said_on", ended_by="superseded_on")
    standing = Standing()
    has_quote = Flag("Only positions with, or without, an official's own words.")
    q = Words("summary", "conditions", "citations.quote")
    facets = Facets(
        "party",
        "issue",
        "provision",
        "stance",
        "direction",
        "speaker",
        "authority",
        "event",
        "attribution",
        "change",
    )
    sort = Sort(
        {
            "said_on": "said_on_latest",
            "party": "party",
            "issue": "issue",
            "provision": "provision",
            "id": "id",
        },
        "-said_on",
    )
