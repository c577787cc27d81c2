"""What a client may ask of an endpoint: parameters that are right one by one, and together."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any, ClassVar

import marshmallow as ma
from marshmallow import fields

from schemas import edtf
from schemas.base import MANY, RecordSchema, Shape, about
from schemas.parameters import Limit, Members, Until
from schemas.validity import today

LATEST = "latest"


class Query(Shape):
    """The query of any endpoint; on its own, of one that takes no parameter.

    `specimen` is what an example is asked with, beside what the query cannot be without.
    """

    member_noun = "parameter"
    few = MANY
    specimen: ClassVar[Mapping[str, str]] = {}

    @ma.post_load
    def settle(self, data: dict[str, Any], **kwargs: Any) -> dict[str, Any]:
        """Return what was asked as it is answered."""
        return self.settled(data)

    def settled(self, data: dict[str, Any]) -> dict[str, Any]:
        """Return parameters that are right one by one as they are answered together.

        Raises ValidationError where they do not go together.
        """
        return data


class Reading(Query):
    """The query of whatever reads the dataset: in which of its releases."""

    release = fields.String(
        load_default=LATEST,
        metadata=about(
            "A release by its number, `latest`, or `draft` for what is being worked on.", LATEST
        ),
    )


class Paged(Query):
    """The query of whatever answers by pages; `record` is the shape of what they hold."""

    record: ClassVar[type[RecordSchema]]
    specimen = {"limit": "1"}

    limit = Limit()
    cursor = fields.String(metadata=about("Where to go on, from `links.next`."))


class ListQuery(Paged, Reading):
    """Base of the query of every list of records."""

    def settled(self, data: dict[str, Any]) -> dict[str, Any]:
        """Put today for what stands today, so that an answer's address keeps its day."""
        for name in self.ends:
            if name in data:
                self.check_order(data, name)
        if not data.pop("standing", False):
            return data
        if "as_of" in data:
            raise ma.ValidationError("Give as_of or standing, not both.", "standing")
        return data | {"as_of": today().isoformat()}

    @cached_property
    def ends(self) -> tuple[str, ...]:
        """The parameters that say until when."""
        return tuple(name for name, one in self.fields.items() if isinstance(one, Until))

    def check_order(self, data: dict[str, Any], name: str) -> None:
        """Refuse days that end before they begin."""
        start = f"{name.removesuffix('to')}from"
        first = edtf.bounds(data[start]).earliest if start in data else None
        if first and first > edtf.bounds(data[name]).latest:
            raise ma.ValidationError(f"Ends before {start} begins.", name)


def selecting(query: type[ListQuery], record: RecordSchema) -> type[ListQuery]:
    """Return the query with a parameter `fields` that picks members of the record.

    What pages through a list comes last.
    """
    told = "Only these members; `id` is always there."
    members = Members(list(record.fields), data_key="fields", metadata=about(told))
    last = ("members", "limit", "cursor", "release")
    order = [*(name for name in query().fields if name not in last), *last]
    own = {"members": members, "record": type(record), "Meta": type("Meta", (), {"fields": order})}
    return type(query.__name__, (query,), own)
