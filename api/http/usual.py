"""What is shown to who chooses nothing: the parties with most positions on the core issues."""

import json
from typing import Any

from api.http.running import store

Query = dict[str, Any]

CORE = ("nato", "territory", "peacekeepers", "sanctions", "elections")
PARTIES = 3


def completed(query: Query) -> Query:
    """Return a query with the usual parties and issues where none are chosen."""
    usual = {"party": busiest("parties", PARTIES)}
    return usual | ({} if "provision" in query else {"issue": core()}) | query


def core() -> list[str]:
    """Return the core issues; in a dataset that has others, those with most positions."""
    known = store().known("issues")
    return list(CORE) if known.keys() >= set(CORE) else busiest("issues", len(CORE))


def busiest(kind: str, count: int) -> list[str]:
    """Return the ids of the records of a kind with most positions."""
    return first(kind, "-position_count", count)


def first(kind: str, sort: str, count: int) -> list[str]:
    """Return the ids of the first records of a kind in an order."""
    query = {"sort": [sort], "limit": count}
    return [json.loads(body)["id"] for body in store().page(kind, query).bodies]
