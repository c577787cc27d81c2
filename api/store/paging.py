"""What a list answers with."""

from dataclasses import dataclass, field
from typing import Any

import orjson


@dataclass(frozen=True)
class Page:
    """Some records of a list as JSON, and what is known of the whole list.

    `next` is the cursor of the next page, if there is one; `later` that of what may still come, if
    the list only grows. `about` is what only some lists tell of the whole.
    """

    bodies: list[bytes]
    total: int
    filters: dict[str, Any]
    next: str | None = None
    later: str | None = None
    facets: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    about: dict[str, Any] = field(default_factory=dict)


def render(value: Any) -> bytes:
    """Return compact JSON."""
    return orjson.dumps(value)


def members(record: dict[str, Any]) -> bytes:
    """Return a record as compact JSON without its braces."""
    return render(record)[1:-1]
