"""What a list answers with."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Page:
    """Some records of a list as JSON texts, and what is known of the whole list."""

    bodies: list[str]
    total: int
    filters: dict[str, Any]
    next: str | None = None
    facets: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
