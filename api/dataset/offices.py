"""The office in which a speaker speaks on a day (the codebook's rule `office`)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from api.dataset.records import Dataset
from schemas.edtf import bounds


def office_of(dataset: Dataset, position: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return the office of greatest authority that the speaker held when last it can be said."""
    if position["speaker"] is None:
        return None
    day = bounds(position["said_on"]).latest
    offices = dataset.data("speakers", position["speaker"])["offices"]
    ranks = {authority: rank for rank, authority in enumerate(dataset.vocabulary("authority"))}
    held = [office for office in offices if held_on(office, day)]
    return min(held, key=lambda office: ranks.get(office["authority"], len(ranks)), default=None)


def held_on(office: Mapping[str, Any], day: date) -> bool:
    """Tell whether an office may have been held on a day."""
    since = bounds(office["since"]).earliest if office["since"] else None
    until = bounds(office["until"]).latest if office["until"] else None
    return (since is None or since <= day) and (until is None or day <= until)
