"""How far parties agree, pair by pair, provision by provision."""

from typing import Any

import marshmallow as ma
from marshmallow import fields

from schemas.base import RecordSchema, Shape, about
from schemas.comparing import DayQuery
from schemas.envelopes import MetaSchema
from schemas.fields import Code, Count, Derived, Label, Reference
from schemas.parameters import AnyOf

FEWEST, MOST = 2, 6


class PairSchema(RecordSchema):
    """Two parties on one provision."""

    class Meta:
        description = "How the answers of two parties to one provision stand to each other."

    noun = "pair"
    label = "id"
    specimen = "foreign-troops.russia.ukraine"

    id = Derived(metadata=about("Provision and the two parties, joined by dots."))
    issue = Reference("issues", dump_only=True, metadata=about("`id` of an issue.", "peacekeepers"))
    issue_label = Label("issue", metadata={"examples": ["Peacekeepers"]})
    provision = Reference(
        "provisions", dump_only=True, metadata=about("`id` of a provision.", "foreign-troops")
    )
    provision_label = Label(
        "provision", metadata={"examples": ["Are troops of other states stationed in Ukraine?"]}
    )
    first_party = Reference("parties", dump_only=True, metadata=about("One of the two.", "russia"))
    first_party_label = Label("first_party", metadata={"examples": ["Russia"]})
    first_answer = Derived(
        metadata=about("Its stance; without a position `none_found` or `not_coded`.", "rejects")
    )
    first_answer_label = Derived(metadata=about("Readable name of it.", "rejects"))
    first_direction = Code(
        "direction",
        dump_only=True,
        allow_none=True,
        metadata=about("Side on which it is counted; null without a position.", "against"),
    )
    first_position = Reference(
        "positions",
        dump_only=True,
        allow_none=True,
        metadata=about("`id` of its headline; null if none.", "russia-foreign-troops-2025-03-13"),
    )
    second_party = Reference("parties", dump_only=True, metadata=about("The other.", "ukraine"))
    second_party_label = Label("second_party", metadata={"examples": ["Ukraine"]})
    second_answer = Derived(
        metadata=about("Its stance; without a position `none_found` or `not_coded`.", "requests")
    )
    second_answer_label = Derived(metadata=about("Readable name of it.", "requests"))
    second_direction = Code(
        "direction",
        dump_only=True,
        allow_none=True,
        metadata=about("Side on which it is counted; null without a position.", "for"),
    )
    second_position = Reference(
        "positions",
        dump_only=True,
        allow_none=True,
        metadata=about("`id` of its headline; null if none.", "ukraine-foreign-troops-2025-03-13"),
    )
    agreement = Code(
        "agreement",
        dump_only=True,
        metadata=about("How the two stand to each other, by the codebook's rule.", "opposed"),
    )
    agreement_label = Label("agreement")


class PairCountSchema(Shape):
    """How often two parties agree."""

    class Meta:
        description = "On how many of the provisions two parties stand how to each other."

    first_party = Reference("parties", required=True, metadata=about("One of the two.", "russia"))
    second_party = Reference("parties", required=True, metadata=about("The other.", "ukraine"))
    aligned = Count(required=True, metadata=about("Provisions on which they are aligned.", 0))
    bridgeable = Count(required=True, metadata=about("On which they are bridgeable.", 0))
    opposed = Count(required=True, metadata=about("On which they are opposed.", 1))
    not_known = Count(
        required=True, data_key="unknown", metadata=about("On which that is not known.", 0)
    )


class AgreementMetaSchema(MetaSchema):
    """What the pairs answer."""

    class Meta:
        description = "What the data answer, with counts for each pair."

    pairs = fields.List(
        fields.Nested(PairCountSchema),
        required=True,
        metadata={"description": "Each pair, in order, with the counts of `agreement`."},
    )


class Parties(AnyOf):
    """The parties that are compared, each with each other."""

    def __init__(self) -> None:
        super().__init__(
            Reference("parties"),
            required=True,
            error_messages={"required": f"Is missing; name {FEWEST} to {MOST} to compare."},
        )
        told = f"`id` of {FEWEST} to {MOST} of `/v1/parties`; each is compared with each other."
        size = {"minItems": FEWEST, "maxItems": MOST, "uniqueItems": True}
        self.metadata = about(told, ["russia", "ukraine"]) | size

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> list[Any]:
        named: list[Any] = super()._deserialize(value, attr, data, **kwargs)
        if not FEWEST <= len(named) <= MOST:
            told = "every pair of them is told on every provision."
            raise ma.ValidationError(
                f"Names {len(named)}; {FEWEST} to {MOST} can be compared, for {told}"
            )
        return named


class AgreementQuery(DayQuery):
    """What agreement can be asked for."""

    class Meta:
        fields = ("party", "issue", "provision", "as_of", "standing", "release")

    record = PairSchema
    specimen = {
        "party": "russia,ukraine",
        "provision": "foreign-troops-in-ukraine",
        "as_of": "2025-03-13",
    }

    party = Parties()
