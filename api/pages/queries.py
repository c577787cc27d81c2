"""What the pages can be asked; it is refused as the API refuses it."""

from schemas.comparing import DayQuery
from schemas.parameters import Words
from schemas.queries import Reading
from schemas.timeline import TimelineQuery


class SearchQuery(Reading):
    """What a search can be asked for."""

    q = Words("anything")


class MatrixPageQuery(DayQuery):
    """What the matrix can be asked for."""

    class Meta:
        fields = ("party", "issue", "as_of", "release")


class TimelinePageQuery(TimelineQuery):
    """What a timeline that is shown whole can be asked for."""

    class Meta:
        fields = (
            "party", "issue", "provision", "as_of", "standing", "day_from", "day_to", "release",
        )  # fmt: skip
