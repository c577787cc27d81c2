"""Marks of directions: each is of another shape, so that colour is never needed."""

from typing import Any

from api.store.edition import Edition

SHAPES = ("disc", "half", "ring", "cross")


def shape(edition: Edition, direction: str) -> str:
    """Return the mark of a direction: the shapes follow the order of the codebook."""
    order = edition.orders.get("direction", [])
    place = order.index(direction) if direction in order else len(SHAPES)
    return SHAPES[min(place, len(SHAPES) - 1)]


def legend(edition: Edition) -> list[dict[str, Any]]:
    """Return each direction with the stances that are counted on its side."""
    (stances,) = [one for one in edition.codebook["vocabularies"] if one["id"] == "stance"]
    return [
        {
            "direction": direction,
            "label": label,
            "stances": [one["label"] for one in stances["values"] if one["direction"] == direction],
        }
        for direction, label in edition.known("codebook.direction").items()
    ]
