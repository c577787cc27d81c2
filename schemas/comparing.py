"""Questions about what parties hold on one day."""

from typing import Any

from schemas.positions import PositionsQuery
from schemas.validity import today


class DayQuery(PositionsQuery):
    """What stands on a day: today, unless another is named."""

    def settled(self, data: dict[str, Any]) -> dict[str, Any]:
        """Put today where no day is named, so that an answer's address keeps its day."""
        return {"as_of": today().isoformat()} | super().settled(data)
