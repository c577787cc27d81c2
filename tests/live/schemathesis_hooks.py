"""What a document cannot say of our queries: which texts are dates, which days go together."""

from datetime import date
from typing import Any

import schemathesis
from hypothesis import strategies as st

from schemas.edtf import bounds

days = st.dates().map(str)
dates = days | days.map(lambda day: day[:7]) | days.map(lambda day: day[:4])
schemathesis.openapi.format("edtf", dates)
schemathesis.openapi.format("date", st.dates(max_value=date(2026, 1, 1)).map(str))


@schemathesis.hook
def before_call(context: Any, case: Any, kwargs: Any) -> None:
    """Leave only queries that can be answered.

    Releases are two that can be compared; dropped are words without a letter, a second day of
    validity, and the start of a range that runs backward.
    """
    query = case.query or {}
    if isinstance(query.get("q"), str) and not any(map(str.isalnum, query["q"])):
        del query["q"]
    if isinstance(query.get("from"), str):
        query.update({"from": "latest", "to": "draft"})
    if "as_of" in query:
        query.pop("standing", None)
    for name in ("said", "held", "day"):
        start, end = query.get(f"{name}_from"), query.get(f"{name}_to")
        if runs_backward(start, end):
            del query[f"{name}_from"]


def runs_backward(start: Any, end: Any) -> bool:
    """Tell whether two values are dates of which the second ends before the first begins."""
    try:
        first = bounds(start).earliest
        return first is not None and first > bounds(end).latest
    except (AttributeError, TypeError, ValueError):
        return False
