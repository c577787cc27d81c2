"""Questions about what parties hold on one day."""

from typing import Any

import marshmallow as ma

from schemas.positions import PositionsQuery
from schemas.validity import today


class DayQuery(PositionsQuery):
    """What stands on a day: today, unless another is named."""

    @ma.post_load
    def name_the_day(self, data: dict[str, Any], **kwargs: Any) -> dict[str, Any]:
        """Put today where no day is named, so that an answer's address keeps its day."""
        named: dict[str, Any] = super().name_the_day(data, **kwargs)
        return {"as_of": today().isoformat()} | named
