"""What the pages can be asked; it is refused as the API refuses it."""

from collections.abc import Callable
from functools import partial
from typing import Any

from api.http.queries import QueryParser, refuse_faults
from schemas.comparing import DayQuery
from schemas.queries import Query, Reading, Words
from schemas.timeline import TimelineQuery

View = Callable[..., Any]

PARSER = QueryParser()


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


def asked(query: Query) -> Callable[[View], View]:
    """Hand a view its query; what is not understood is refused."""
    decorator: Callable[[View], View] = PARSER.use_args(
        query, location="query", validate=partial(refuse_faults, query)
    )
    return decorator
