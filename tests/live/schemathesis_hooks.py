"""What a document cannot say of our queries: which texts are dates, which days go together."""

from datetime import date
from typing import Any

import schemathesis
from hypothesis import strategies as st

from schemas.edtf import bounds
from schemas.groups import GROUPS

days = st.dates().map(str)
dates = days | days.map(lambda day: day[:7]) | days.map(lambda day: day[:4])
schemathesis.openapi.format("edtf", dates)
schemathesis.openapi.format("date", st.dates(max_value=date(2026, 1, 1)).map(str))


@schemathesis.hook
def before_call(context: Any, case: Any, kwargs: Any) -> None:
    """Leave only queries that can be answered.

    Releases are two that can be compared; dropped are words without a letter, a second day of
    validity, the start of a range that runs backward, and an order by what is not grouped by.
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
    if isinstance(query.get("group_by"), list) and isinstance(query.get("sort"), list):
        query["sort"] = sortable(query["sort"], query["group_by"]) or ["count"]


def sortable(keys: list[Any], groups: list[Any]) -> list[Any]:
    """Return the sort keys that can be answered when positions are grouped."""
    idle = set(GROUPS) - set(map(str, groups))
    return [key for key in keys if str(key).removeprefix("-") not in idle]


def runs_backward(start: Any, end: Any) -> bool:
    """Tell whether two values are dates of which the second ends before the first begins."""
    try:
        first = bounds(start).earliest
        return first is not None and first > bounds(end).latest
    except (AttributeError, TypeError, ValueError):
        return False
