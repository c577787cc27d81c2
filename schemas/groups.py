"""How many positions there are, by what they have in common."""

from collections.abc import Sequence
from typing import Any

import marshmallow as ma

from schemas.base import RecordSchema, about
from schemas.fields import Code, Count, Derived, Label, Reference
from schemas.parameters import ChoiceList, Sort
from schemas.positions import PositionsQuery

GROUPS = ("party", "issue", "provision", "stance", "attribution", "source", "month", "year")
MOST = 3


class GroupSchema(RecordSchema):
    """Positions that have some values in common."""

    class Meta:
        description = "How many positions share the values of what they are grouped by."

    noun = "group"
    label = "id"
    specimen = "russia|rejects"

    id = Derived(metadata=about("The values, joined by `|`."))
    party = Reference("parties", dump_only=True, metadata=about("Whose positions.", "russia"))
    party_label = Label("party", metadata={"examples": ["Russia"]})
    issue = Reference("issues", dump_only=True, metadata=about("Their issue.", "peacekeepers"))
    issue_label = Label("issue", metadata={"examples": ["Peacekeepers"]})
    provision = Reference(
        "provisions", dump_only=True, metadata=about("What they answer.", "foreign-troops")
    )
    provision_label = Label(
        "provision", metadata={"examples": ["Are troops of other states stationed in Ukraine?"]}
    )
    stance = Code("stance", dump_only=True, metadata=about("How they answer.", "rejects"))
    stance_label = Label("stance")
    attribution = Code(
        "attribution", dump_only=True, metadata=about("How firmly attributed.", "on_record_quote")
    )
    attribution_label = Label("attribution", metadata={"examples": ["on the record, quoted"]})
    source = Reference(
        "sources", dump_only=True, metadata=about("A source that they cite.", "agency-2025-03-11")
    )
    source_label = Label("source", metadata={"examples": ["Talks end in Jeddah"]})
    month = Derived(metadata=about("Month of the last day that their dates may mean.", "2025-03"))
    year = Derived(metadata=about("Year of the last day that their dates may mean.", "2025"))
    count = Count(
        metadata=about("Positions; with `source`, each counts once for every source it cites.", 7)
    )


class GroupBy(ChoiceList):
    """What positions are grouped by, one to three members."""

    noun = "grouping"

    def __init__(self) -> None:
        told = "One to three members that positions are grouped by; month and year are those of "
        super().__init__(
            list(GROUPS),
            required=True,
            error_messages={"required": f"Is missing; name one to three of {', '.join(GROUPS)}."},
            metadata=about(f"{told}`said_on_latest`.", ["party", "stance"])
            | {"minItems": 1, "maxItems": MOST, "uniqueItems": True},
        )

    def check_known(self, words: list[str]) -> None:
        """Refuse a word that is no choice, and more than can be crossed."""
        super().check_known(words)
        if len(words) > MOST:
            raise ma.ValidationError(f"Names {len(words)}; at most three can be crossed.")


class GroupsQuery(PositionsQuery):
    """Which positions are counted, and by what."""

    class Meta:
        fields = (
            "group_by", "party", "issue", "provision", "stance", "direction", "speaker", "source",
            "attribution", "said_from", "said_to", "as_of", "standing", "sort", "limit", "cursor",
            "release",
        )  # fmt: skip

    record = GroupSchema

    group_by = GroupBy()
    sort = Sort({name: name for name in ("count", *GROUPS)}, "-count")

    def settled(self, data: dict[str, Any]) -> dict[str, Any]:
        """Refuse to sort by what positions are not grouped by."""
        for key in data["sort"]:
            if (name := key.removeprefix("-")) not in ("count", *data["group_by"]):
                raise ma.ValidationError(f"Positions are not grouped by {name!r}.", "sort")
        return super().settled(data)


def group_of(groups: Sequence[str]) -> RecordSchema:
    """Return the shape of a group by some members, in their order."""
    known = GroupSchema().fields
    told = [name for group in groups for name in (group, f"{group}_label") if name in known]
    return GroupSchema(only=("id", *told, "count"))
