"""What the headline of a cell is chosen by (the codebook's rule `headline`), as numbers."""

from collections.abc import Sequence
from typing import Any

from api.dataset.records import Dataset

Served = dict[str, Any]

DOCUMENT = "official_document"


def ranks(dataset: Dataset, kind: str, record: Served) -> dict[str, int]:
    """Return the ranks of a position, the greatest first; other records have none."""
    if kind != "positions":
        return {}
    attributions = list(dataset.vocabulary("attribution"))
    return {
        "authority_rank": authority_rank(list(dataset.vocabulary("authority")), record),
        "attribution_rank": attributions.index(record["attribution"]),
    }


def authority_rank(authorities: Sequence[str], position: Served) -> int:
    """Return the rank of a position's authority; a document has the greatest, nobody the least."""
    if position["attribution"] == DOCUMENT:
        return 0
    authority = position["authority"]
    return authorities.index(authority) if authority else len(authorities)
