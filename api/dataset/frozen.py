"""Read what was frozen, and make sure that nobody touched it.

A release is a folder of two files that are never edited: its card, and its records, one canonical
line of JSON for each. A card names the hash of its own records and of those of the release before.
"""

import hashlib
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import marshmallow as ma
from marshmallow import fields

from api.dataset.mistakes import Mistake
from api.dataset.records import Dataset, Record, Records
from schemas.kinds import SCHEMAS

Release = dict[str, Any]

FOLDER, CARD, RECORDS = "releases", "release.yaml", "records.jsonl"
RESTORE = "Restore it from version control; a frozen file is never edited."


def in_order(dataset: Dataset) -> list[Release]:
    """Return the cards of a dataset's releases, oldest first."""
    cards = [record.data for record in dataset.of("releases").values()]
    return sorted(cards, key=lambda card: numbers(card["id"]))


def numbers(version: str) -> tuple[int, ...]:
    """Return the three numbers of a version."""
    return tuple(map(int, version.split(".")))


def read_all(root: Path, dataset: Dataset) -> Iterator[tuple[Release, Dataset]]:
    """Return each release of a checked dataset and what it holds, oldest first."""
    for card in in_order(dataset):
        yield card, held_by(root, card)


def latest(root: Path, dataset: Dataset) -> tuple[Release | None, Dataset]:
    """Return the card of the latest release and what it holds; of none, nothing."""
    card = next(reversed(in_order(dataset)), None)
    return card, held_by(root, card) if card else Dataset({})


def held_by(root: Path, card: Release) -> Dataset:
    """Return what a release holds."""
    return thaw((root / FOLDER / card["id"] / RECORDS).read_bytes().decode())


def check(root: Path, dataset: Dataset) -> Iterator[Mistake]:
    """Find what is missing, surplus or changed among the frozen files."""
    cards = {record.path: record for record in dataset.of("releases").values() if record.whole}
    for folder in sorted((root / FOLDER).glob("[!.]*/")):
        if not (folder / CARD).is_file():
            yield Mistake(folder / CARD, 1, "", f"is missing. {RESTORE}")
        elif card := cards.get(folder / CARD):
            yield from check_files(card)
    yield from check_chain(dataset)


def check_files(card: Record) -> Iterator[Mistake]:
    """Hold the frozen files of a release to its seal and its hash."""
    path = card.path.parent / RECORDS
    if card.data["id"] != card.path.parent.name:
        yield card.mistake(("id",), f"Must be {card.path.parent.name!r}, the name of the folder.")
    if card.data["seal"] != seal(card.data):
        yield Mistake(card.path, 1, "", f"is not as it was sealed. {RESTORE}")
    if not path.is_file():
        yield Mistake(path, 1, "", f"is missing. {RESTORE}")
    elif digest(path.read_bytes()) != card.data["sha256"]:
        yield Mistake(path, 1, "", f"has another hash than its release. {RESTORE}")


def check_chain(dataset: Dataset) -> Iterator[Mistake]:
    """Ask of each release that the one before it is there and unchanged."""
    if not all(card.whole for card in dataset.of("releases").values()):
        return
    before: Release | None = None
    for release in in_order(dataset):
        wanted = (before["id"], before["sha256"]) if before else (None, None)
        if (release["previous"], release["previous_sha256"]) != wanted:
            card = dataset.of("releases")[release["id"]]
            found = before["id"] if before else "none"
            reason = f"Follows {release['previous']!r} by its card, but the one before is {found}."
            yield card.mistake(("previous",), f"{reason} Restore what is missing or was changed.")
        before = release


def thaw(text: str) -> Dataset:
    """Return the dataset that was frozen as a text; a member that came later has its default."""
    records: Records = {kind: {} for kind in SCHEMAS}
    for line in text.rstrip("\n").split("\n"):
        kind, data = json.loads(line).values()
        whole = completed(SCHEMAS[kind], data)
        records[kind][data["id"]] = Record(kind, Path(), (), {(): 1}, whole)
    return Dataset(records)


def completed(shape: ma.Schema, data: dict[str, Any]) -> dict[str, Any]:
    """Return a mapping with the default of each member that is not written, at any depth."""
    whole = data.copy()
    for name, field, holds in members(shape):
        if name not in data:
            whole[name] = default_of(field)
        elif holds:
            whole[name] = within(field, data[name])
    return whole


@cache
def members(shape: ma.Schema) -> tuple[tuple[str, fields.Field[Any], bool], ...]:
    """Return the members that are written by hand, each with whether it holds others."""
    found = shape.load_fields.items()
    return tuple((name, field, holds_members(field)) for name, field in found)


def holds_members(field: fields.Field[Any]) -> bool:
    """Tell whether the value of a member has members of its own, or a list of such values."""
    return isinstance(field.inner if isinstance(field, fields.List) else field, fields.Nested)


def within(field: fields.Field[Any], value: Any) -> Any:
    """Return the value of a member with the defaults of what it holds."""
    if isinstance(field, fields.List) and value is not None:
        return [within(field.inner, item) for item in value]
    if isinstance(field, fields.Nested) and value is not None:
        return completed(field.schema, value)
    return value


def default_of(field: fields.Field[Any]) -> Any:
    """Return what a member holds where nothing is written."""
    default = field.load_default
    if default is ma.missing:
        return None
    return default() if callable(default) else default


def digest(content: bytes) -> str:
    """Return the hash by which a release knows its records."""
    return hashlib.sha256(content).hexdigest()


def seal(card: Release) -> str:
    """Return the hash of what a card says, but for the seal itself."""
    told = {name: card[name] for name in card if name != "seal" and card[name] is not None}
    return digest(json.dumps(told, ensure_ascii=False, sort_keys=True).encode())
