"""What every party holds on every provision on one day."""

from collections.abc import Iterable

from marshmallow import fields

from schemas.base import RecordSchema, about
from schemas.comparing import DayQuery
from schemas.fields import Code, Count, Derived, Label, Language, PartialDate, Reference
from schemas.parameters import Choice


class CellSchema(RecordSchema):
    """A cell of the matrix."""

    class Meta:
        description = (
            "What one party holds on one provision; without a position, why there is none."
        )

    noun = "cell"
    label = "id"
    specimen = "foreign-troops.russia"

    id = Derived(metadata=about("Provision and party, joined by a dot."))
    party = Reference("parties", dump_only=True, metadata=about("`id` of a party.", "russia"))
    party_label = Label("party", metadata={"examples": ["Russia"]})
    issue = Reference("issues", dump_only=True, metadata=about("`id` of an issue.", "peacekeepers"))
    issue_label = Label("issue", metadata={"examples": ["Peacekeepers"]})
    provision = Reference(
        "provisions", dump_only=True, metadata=about("`id` of a provision.", "foreign-troops")
    )
    provision_label = Label(
        "provision", metadata={"examples": ["Are troops of other states stationed in Ukraine?"]}
    )
    answer = Derived(
        metadata=about("The stance; without a position `none_found` or `not_coded`.", "rejects")
    )
    answer_label = Derived(metadata=about("Readable name of `answer`.", "rejects"))
    state = Code("coverage_state", dump_only=True, metadata=about("What is known.", "coded"))
    state_label = Label("state")
    position = Reference(
        "positions",
        dump_only=True,
        allow_none=True,
        metadata=about(
            "`id` of the headline, by the codebook's rule; null if there is none.",
            "russia-foreign-troops-2025-03-13",
        ),
    )
    stance = Code(
        "stance", dump_only=True, allow_none=True, metadata=about("Its stance.", "rejects")
    )
    direction = Code(
        "direction",
        dump_only=True,
        allow_none=True,
        metadata=about("Side on which it is counted.", "against"),
    )
    summary = Derived(
        allow_none=True, metadata=about("The headline in our words.", "Rules out foreign troops.")
    )
    conditions = fields.List(
        Derived(metadata=about("Something it is tied to.", "A lasting settlement.")),
        dump_only=True,
        metadata={"description": "What it is tied to."},
    )
    speaker = Reference(
        "speakers",
        dump_only=True,
        allow_none=True,
        metadata=about("Who said it; null if no one is named.", "maria-zakharova"),
    )
    speaker_label = Label("speaker", allow_none=True, metadata={"examples": ["Maria Zakharova"]})
    authority = Code(
        "authority",
        dump_only=True,
        allow_none=True,
        metadata=about("Rank of the speaker's office.", "spokesperson"),
    )
    said_on = PartialDate(
        dump_only=True, allow_none=True, metadata=about("When said, in EDTF.", "2025-03-13")
    )
    attribution = Code(
        "attribution",
        dump_only=True,
        allow_none=True,
        metadata=about("How firmly attributed.", "on_record_quote"),
    )
    attribution_label = Label(
        "attribution", allow_none=True, metadata={"examples": ["on the record, quoted"]}
    )
    quote = Derived(
        allow_none=True, metadata=about("The official's own words, if cited.", "We disagree.")
    )
    quote_language = Language(
        dump_only=True, allow_none=True, metadata=about("Language of the quote.", "en")
    )
    other_count = Count(metadata=about("Other standing positions.", 1))
    others = fields.List(
        Reference("positions", metadata=about("`id` of a position.", "russia-foreign-troops-1")),
        dump_only=True,
        metadata={"description": "Other standing positions, in the order of the rule `headline`."},
    )
    independent_sources = Count(
        metadata=about("Distinct originals cited by all standing positions.", 1)
    )


class RowSchema(RecordSchema):
    """A row of the wide matrix."""

    class Meta:
        description = "What every party answers to one provision: a member for each party."

    noun = "row"
    label = "id"
    specimen = "foreign-troops"

    id = Derived(metadata=about("`id` of a provision."))
    issue = Reference("issues", dump_only=True, metadata=about("`id` of an issue.", "peacekeepers"))
    issue_label = Label("issue", metadata={"examples": ["Peacekeepers"]})
    provision_label = Derived(
        metadata=about("The provision.", "Are troops of other states stationed in Ukraine?")
    )


class MatrixQuery(DayQuery):
    """What a matrix can be asked for."""

    class Meta:
        fields = ("party", "issue", "provision", "as_of", "standing", "layout", "cursor", "release")

    record = CellSchema
    specimen = {"party": "russia", "provision": "foreign-troops-in-ukraine", "as_of": "2025-03-13"}

    layout = Choice(
        "layout",
        ("long", "wide"),
        "`long`: a record for each cell; `wide`: one for each provision, with a member for each "
        "party, its `id`, that holds `answer`.",
        load_default="long",
    )


def row_of(parties: Iterable[str]) -> RecordSchema:
    """Return the shape of a row with these parties."""
    answers = {party: Derived() for party in parties}
    shape: type[RecordSchema] = type("RowSchema", (RowSchema,), answers)
    return shape()
