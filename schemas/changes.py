"""What changed from one release to another."""

from marshmallow import fields

from schemas.base import RecordSchema, Shape, about
from schemas.fields import Code, Derived, Label, PartialDate, Reference
from schemas.kinds import FROZEN
from schemas.parameters import AnyOf, ChoiceList, Sort
from schemas.queries import LATEST, Paged

ACTIONS = {
    "added": "a record that was not there",
    "moved": "a position that supersedes an earlier one: its party changed what it holds",
    "corrected": "a record that we edited",
    "removed": "a record that is no longer there",
}
COMPARED = ("positions", *(kind for kind in FROZEN if kind != "positions"))
OWNERS = {"party": "parties", "issue": "issues"}
TOLD = "; ".join(f"`{action}`: {meaning}" for action, meaning in ACTIONS.items())


class MemberChangeSchema(Shape):
    """A member before and after."""

    class Meta:
        description = "A member of a record before and after; null is what was or is not there."

    member = fields.String(required=True, metadata=about("Name of the member.", "stance"))
    before = fields.Raw(
        required=True, allow_none=True, metadata=about("Its earlier value, of any type.", "rejects")
    )
    after = fields.Raw(
        required=True, allow_none=True, metadata=about("Its later value, of any type.", "questions")
    )


class EarlierSchema(Shape):
    """A position that was superseded."""

    class Meta:
        description = "A position that was superseded."

    id = Reference("positions", metadata=about("`id` of the position.", "russia-foreign-troops-1"))
    stance = Code("stance", metadata=about("How it answered.", "rejects"))
    said_on = PartialDate(metadata=about("When it was stated, in EDTF.", "2025-03-06"))
    summary = Derived(metadata=about("The position in our words.", "Rules out foreign troops."))


class ChangeSchema(RecordSchema):
    """A change."""

    class Meta:
        description = "What happened to one record from one release to another."

    noun = "change"
    label = "id"
    specimen = "positions/russia-foreign-troops-2025-03-13"
    row_for = "members"

    id = Derived(metadata=about("Kind and `id` of the record."))
    kind = Derived(metadata=about("Kind of record.", "positions") | {"enum": [*COMPARED]})
    record = Derived(metadata=about("`id` of the record.", "russia-foreign-troops-2025-03-13"))
    title = Derived(metadata=about("What people know the record by.", "Rules out foreign troops."))
    action = Derived(metadata=about(f"What happened; {TOLD}.", "moved") | {"enum": [*ACTIONS]})
    party = Reference(
        "parties", dump_only=True, allow_none=True, metadata=about("Whose it is.", "russia")
    )
    party_label = Label("party", allow_none=True, metadata={"examples": ["Russia"]})
    issue = Reference(
        "issues", dump_only=True, allow_none=True, metadata=about("Its issue.", "peacekeepers")
    )
    issue_label = Label("issue", allow_none=True, metadata={"examples": ["Peacekeepers"]})
    reason = Derived(
        allow_none=True,
        metadata=about("Why we removed or corrected it; null if not said.", "It was told twice."),
    )
    earlier = fields.List(
        fields.Nested(EarlierSchema),
        dump_only=True,
        metadata={"description": "Of a position that moved, those that it supersedes."},
    )
    members = fields.List(
        fields.Nested(MemberChangeSchema),
        dump_only=True,
        metadata={
            "description": "What is different in the members that are written by hand; of a record "
            "that was added or removed, all that is known. What follows from them is left out."
        },
    )


class DatedChangeSchema(ChangeSchema):
    """A change in the order of the releases."""

    class Meta:
        description = "What happened to one record in a release."

    specimen = "2.0.0/positions/russia-foreign-troops-2025-03-13"

    id = Derived(metadata=about("Release, kind and `id` of the record."))
    release = Derived(metadata=about("The release in which it happened.", "2.0.0"))
    released_on = Derived(metadata=about("Day of that release.", "2026-11-22"))


class ChangeQuery(Paged):
    """Which changes are asked for."""

    record = ChangeSchema

    kind = ChoiceList([*COMPARED], metadata=about("Kind of record; several mean any."))
    action = ChoiceList([*ACTIONS], metadata=about(f"What happened; {TOLD}. Several mean any."))
    party = AnyOf(Reference("parties"))
    issue = AnyOf(Reference("issues"))


class ChangesQuery(ChangeQuery):
    """Which changes are asked for of all that happened in releases."""

    class Meta:
        fields = ("kind", "action", "party", "issue", "sort", "limit", "cursor")

    record = DatedChangeSchema

    sort = Sort({"release": "release"}, "release")


class DiffQuery(ChangeQuery):
    """Which two states of the dataset are compared."""

    class Meta:
        fields = ("earlier", "later", "kind", "action", "party", "issue", "limit", "cursor")

    earlier = fields.String(
        required=True,
        data_key="from",
        error_messages={"required": "Is missing; name a release, or `latest` to compare `draft`."},
        metadata=about("The earlier release, by its number, or `latest`.", "1.0.0"),
    )
    later = fields.String(
        data_key="to",
        load_default=LATEST,
        metadata=about("The later release by its number, `latest`, or `draft`.", LATEST),
    )
