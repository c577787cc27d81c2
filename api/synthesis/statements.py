"""What a made-up position says, when, how firmly it is attributed, and where it is told."""

from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from random import Random
from typing import NamedTuple

from api.synthesis.actors import Written
from api.synthesis.codes import Codes
from api.synthesis.days import as_known
from api.synthesis.sources import Library
from api.synthesis.texts import sentence

CITED, CITED_OFTEN = (1, 2, 3, 4), (33, 56, 10, 1)
NEAR = 8


class Occasion(NamedTuple):
    """A day on which something is said, and the event on that day if there is one."""

    day: str
    event: str


@dataclass(frozen=True)
class Setting:
    """What positions name: provisions, speakers by party, events, and the sources that were read.

    Sources are in the order of their days.
    """

    provisions: list[str]
    speakers: dict[str, list[str]]
    held: list[Occasion]
    read: list[tuple[str, str]]
    codes: Codes


def setting(records: dict[str, list[Written]], library: Library, codes: Codes) -> Setting:
    """Return what the positions of a dataset name."""
    speakers = defaultdict(list)
    for speaker in records["speakers"]:
        speakers[speaker["party"]].append(speaker["id"])
    days = enumerate(library.days)
    return Setting(
        [one["id"] for issue in records["issues"] for one in issue["provisions"]],
        dict(speakers),
        [Occasion(event["held_on"], event["id"]) for event in records["events"]],
        [(day, f"source-{place + 1}") for place, day in days if not library.unread(place)],
        codes,
    )


def statement(
    chance: Random, party: str, occasion: Occasion, replaced: list[str], told: Setting
) -> Written:
    """Return the members of a position that do not say whose it is."""
    stance = told.codes.draw(chance, "stance")
    tied = chance.randint(1, 2) if stance == "accepts_conditionally" else chance.random() < 0.06
    speakers = told.speakers.get(party, ()) if chance.random() < 0.66 else ()
    said: Written = {
        "stance": stance,
        "summary": sentence(chance, 60, 160),
        "conditions": [sentence(chance, 40, 120) for _ in range(tied)],
        "speaker": chance.choice(speakers) if speakers else None,
        "said_on": as_known(chance, occasion.day),
        "attribution": told.codes.draw(chance, "attribution"),
        "event": occasion.event or None,
        "supersedes": replaced,
        "change": told.codes.draw(chance, "change") if replaced else None,
        "citations": citations(chance, occasion.day, told),
        **basis(chance, told.codes),
    }
    return {name: value for name, value in said.items() if value}


def basis(chance: Random, codes: Codes) -> Written:
    """Return whence the date is known, and at times a note."""
    note = sentence(chance, 40, 120) if chance.random() < 0.22 else None
    if chance.random() < 0.24:
        return {"date_basis": "inferred", "date_note": sentence(chance, 30, 80), "note": note}
    return {"date_basis": codes.first("date_basis", "inferred"), "note": note}


def citations(chance: Random, day: str, told: Setting) -> list[Written]:
    """Return some of the sources that were published on a day or soon after it."""
    first = min(bisect_left(told.read, (day, "")), len(told.read) - 1)
    near = told.read[first : first + NEAR]
    count = min(chance.choices(CITED, CITED_OFTEN)[0], len(near))
    cited = [citation(chance, source) for _, source in chance.sample(near, count)]
    if chance.random() < 0.01:
        cited[0] |= quote(chance, told.codes)
    return cited


def citation(chance: Random, source: str) -> Written:
    """Return a place in a source."""
    return {"source": source, "locator": f"paragraph {chance.randint(1, 30)}"}


def quote(chance: Random, codes: Codes) -> Written:
    """Return words that no official said."""
    wording = codes.first("text_source", "back_translation")
    said = {"quote": sentence(chance, 40, 160), "quote_language": "en"}
    return said | {"text_source": wording}
