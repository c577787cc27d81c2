"""What became of the records of an earlier state: renamed, or gone for a reason that is told."""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from api.dataset.layout import place_of
from api.dataset.mistakes import Mistake
from api.dataset.records import Dataset, Record
from schemas.base import LASTING, nearest, quoted
from schemas.kinds import SCHEMAS

Name = tuple[str, str]


def renamed(before: Dataset, after: Dataset) -> dict[Name, str]:
    """Return the ids of today of the records that had others, by kind and old id."""
    return {
        (kind, id): after.renamed[kind][id]
        for kind, id in gone(before, after)
        if id in after.renamed[kind]
    }


def removed(before: Dataset, after: Dataset) -> list[Name]:
    """Return the kind and id of each record that is there no more, under no id."""
    elsewhere = renamed(before, after)
    return [name for name in gone(before, after) if name not in elsewhere]


def gone(before: Dataset, after: Dataset) -> list[Name]:
    """Return the kind and id of each record that is there no more under its id."""
    return [(kind, id) for kind in LASTING for id in before.of(kind) if id not in after.of(kind)]


def reasons(before: Dataset, after: Dataset) -> dict[Name, str]:
    """Return why records were removed or corrected since, by kind and id."""
    found: dict[Name, list[str]] = defaultdict(list)
    for id, erratum in after.of("errata").items():
        if id not in before.of("errata"):
            found[subject(erratum)].append(erratum.data["reason"])
    return {name: " ".join(told) for name, told in found.items()}


def subject(erratum: Record) -> Name:
    """Return the kind and id of the record that an erratum is about."""
    return erratum.data["kind"], erratum.data["record"]


def unaccounted(root: Path, before: Dataset, after: Dataset) -> Iterator[Mistake]:
    """Find what is gone without a reason, old ids that lead astray, errata of what never was."""
    told = reasons(before, after)
    for kind, id in removed(before, after):
        if (kind, id) not in told:
            reason = (
                f"has no erratum of kind {kind} that says why {id!r} of the latest release is gone;"
                " if it was renamed, name it among the aliases of the record that it is now."
            )
            yield Mistake(root / place_of("errata", {}), 1, "", reason)
    yield from dropped(root, before, after)
    yield from forgotten(before, after)
    yield from unfounded(before, after)


def dropped(root: Path, before: Dataset, after: Dataset) -> Iterator[Mistake]:
    """Find errata that were released and are no longer there."""
    for id in before.of("errata"):
        if id not in after.of("errata"):
            reason = f"lacks the erratum {id!r} of the latest release; errata are kept for good."
            yield Mistake(root / place_of("errata", {}), 1, "", reason)


def forgotten(before: Dataset, after: Dataset) -> Iterator[Mistake]:
    """Find records to which an old id led that leads to them no more."""
    for kind in LASTING:
        now = after.renamed[kind]
        for old, id in before.renamed[kind].items():
            bearer = after.of(kind).get(now.get(id, id))
            if bearer and now.get(old) != bearer.data["id"]:
                reason = f"{old!r} leads here in the latest release; keep it among the aliases."
                yield bearer.mistake(("aliases",), reason)


def unfounded(before: Dataset, after: Dataset) -> Iterator[Mistake]:
    """Find errata of records that are neither there, nor were there, nor had an erratum then."""
    settled = {subject(erratum) for erratum in before.of("errata").values()}
    for erratum in after.of("errata").values():
        kind, id = subject(erratum)
        known = {*before.of(kind), *after.of(kind)}
        if id not in known and (kind, id) not in settled:
            absent = f"There neither is nor was a {SCHEMAS[kind].noun} {quoted(id)}"
            yield erratum.mistake(("record",), f"{absent}{nearest(id, known)}")
