"""Which day a query asks about: what stood then, or what stands today."""

from datetime import UTC, date, datetime
from typing import Any

import marshmallow as ma
from marshmallow import fields

from schemas import edtf
from schemas.base import about


class AsOf(fields.String):
    """A day: matches what was certain to have been said by then, and not to have been ended."""

    error = "Must be a day such as '2025-03-13'."

    def __init__(self, member: str, ended_by: str) -> None:
        self.member = member
        self.ended_by = ended_by
        told = f"Only what stood on this day: certain to have been said, and no `{ended_by}` yet."
        super().__init__(metadata=about(told, "2025-03-13") | {"format": "date"})

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> str:
        text: str = super()._deserialize(value, attr, data, **kwargs)
        try:
            day = edtf.bounds(text)
        except ValueError as error:
            raise ma.ValidationError(self.error) from error
        if len(text) != len(day.latest.isoformat()) or day.earliest != day.latest:
            raise ma.ValidationError(self.error)
        if day.latest > today():
            raise ma.ValidationError(f"Lies in the future; today is {today()}.")
        return text


class Standing(fields.Boolean):
    """`true`: what stands today, as if `as_of` named today."""

    error = "Must be true; leave it out for what is superseded too."

    def __init__(self) -> None:
        super().__init__(
            truthy={"true"},
            falsy=set(),
            error_messages={"invalid": self.error},
            metadata=about("`true` for only what stands today; the same as `as_of` of today.")
            | {"enum": [True]},
        )


def today() -> date:
    """Return the day that it is at Greenwich."""
    return datetime.now(UTC).date()
