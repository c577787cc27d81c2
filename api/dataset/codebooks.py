"""Check the codebook: what it has to declare, each thing once."""

from collections.abc import Iterator
from typing import Any

from api.dataset.mistakes import Mistake
from api.dataset.reading import Member
from api.dataset.records import Dataset, Record
from api.dataset.references import targets

Mistakes = Iterator[Mistake]

RELIED_ON = {
    "agreement": ("aligned", "bridgeable", "opposed", "unknown"),
    "attribution": ("official_document",),
    "coverage_state": ("coded", "none_found", "not_coded"),
    "date_basis": ("inferred",),
    "direction": ("for", "against"),
    "extent": ("unread",),
    "reliability": ("reliable", "tentative", "experimental"),
    "rendition": ("original", "rewrite"),
    "text_source": ("back_translation",),
    "stance": ("accepts_conditionally",),
}


def check_vocabularies(dataset: Dataset, codebook: Record) -> Mistakes:
    """Ask for each vocabulary that a schema uses, and for the values that the program relies on."""
    wanted = {target.partition(".")[2] for target in targets()} - {""} | {*RELIED_ON}
    for name in sorted(wanted.difference(dataset.vocabularies)):
        yield codebook.mistake(("vocabularies",), f"Lacks the vocabulary {name!r}.")
    for name, values in RELIED_ON.items():
        for value in values:
            if name in dataset.vocabularies and value not in dataset.vocabulary(name):
                reason = f"The vocabulary {name!r} lacks {value!r}, which the program relies on."
                yield codebook.mistake(("vocabularies",), reason)


def check_twice(dataset: Dataset, codebook: Record) -> Mistakes:
    """Refuse two vocabularies, variables, rules or values of one id."""
    for member in ("vocabularies", "variables", "rules"):
        yield from twice(codebook, (member,), codebook.data[member])
    for number, vocabulary in enumerate(codebook.data["vocabularies"]):
        yield from twice(codebook, ("vocabularies", number, "values"), vocabulary["values"])


def twice(record: Record, at: Member, items: list[dict[str, Any]]) -> Mistakes:
    """Point at each item whose id an earlier one has."""
    seen: set[str] = set()
    for number, item in enumerate(items):
        if item["id"] in seen:
            yield record.mistake((*at, number), f"Holds {item['id']!r} twice.")
        seen.add(item["id"])


def check_directions(dataset: Dataset, codebook: Record) -> Mistakes:
    """Ask that every stance says on which side it is counted."""
    for number, vocabulary in enumerate(codebook.data["vocabularies"]):
        for place, value in enumerate(vocabulary["values"]):
            if vocabulary["id"] == "stance" and value["direction"] is None:
                member = ("vocabularies", number, "values", place)
                yield codebook.mistake(member, f"The stance {value['id']!r} needs a direction.")
