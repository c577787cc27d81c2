"""Freeze the dataset as its next release.

The folder of a release is written beside its place and renamed, so that there is never half of one.
"""

import json
import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from marshmallow import fields

from api.dataset.errata import unaccounted
from api.dataset.frozen import CARD, FOLDER, RECORDS, Release, digest, latest, numbers, seal
from api.dataset.loading import load
from api.dataset.locking import alone
from api.dataset.mistakes import DatasetError
from api.dataset.records import Dataset
from api.dataset.writing import head, put, render
from schemas.fields import Text
from schemas.kinds import FROZEN, SCHEMAS

Data = dict[tuple[str, str], dict[str, Any]]

FIRST = "1.0.0"


class NothingChanged(Exception):
    """The dataset is as it was in its latest release."""


def freeze(root: Path, notes: str, today: date) -> Release:
    """Write the next release of a dataset and return its card.

    Raises DatasetError if it has mistakes or if records are gone for no reason that is told,
    NothingChanged if it is as it was.
    """
    with alone(root / FOLDER):
        return freeze_next(root, load(root), notes, today)


def freeze_next(root: Path, dataset: Dataset, notes: str, today: date) -> Release:
    """Write the next release of a loaded dataset and return its card."""
    before, past = latest(root, dataset)
    if mistakes := [*unaccounted(root, past, dataset)]:
        raise DatasetError(mistakes)
    version = next_version(before, data_of(past), data_of(dataset))
    content = "".join(lines(dataset)).encode()
    card = {
        "id": version,
        "released_on": today.isoformat(),
        "notes": notes,
        "codebook_version": dataset.data("codebook", "codebook")["version"],
        "previous": before["id"] if before else None,
        "previous_sha256": before["sha256"] if before else None,
        "sha256": digest(content),
        "size": len(content),
        "counts": counts(dataset),
    }
    card["seal"] = seal(card)
    SCHEMAS["releases"].load({name: value for name, value in card.items() if value})
    write(root, card, content)
    return card


def write(root: Path, card: Release, content: bytes) -> None:
    """Write the folder of a release, all or nothing."""
    place = root / FOLDER / card["id"]
    folder = Path(tempfile.mkdtemp(dir=root / FOLDER, prefix=f".{card['id']}."))
    try:
        put(folder / RECORDS, content.decode())
        put(folder / CARD, head(root, place / CARD, "releases") + render(card))
        folder.chmod(0o755)
        os.rename(folder, place)
    except BaseException:
        shutil.rmtree(folder)
        raise


def next_version(before: Release | None, old: Data, new: Data) -> str:
    """Return the number of the next release, by what changed; raise NothingChanged.

    As in Croissant (MLCommons): records changed, renamed or removed make a major release, records
    added a minor one, and changes of wording alone a patch.
    """
    if before is None:
        return FIRST
    if old == new:
        raise NothingChanged(f"Nothing changed since {before['id']}.")
    major, minor, patch = numbers(before["id"])
    kept = old.keys() & new.keys()
    changed = any(meaning(SCHEMAS[kind].fields, old[kind, id], new[kind, id]) for kind, id in kept)
    if changed or kept != old.keys():
        return f"{major + 1}.0.0"
    return f"{major}.{minor + 1}.0" if new.keys() - kept else f"{major}.{minor}.{patch + 1}"


def meaning(shape: Mapping[str, fields.Field[Any]], old: Any, new: Any) -> bool:
    """Tell whether two versions of a record differ in more than their wording.

    The provisions of an issue are records of their own.
    """
    members = [name for name in shape if name != "provisions"]
    return any(differs(shape[name], old.get(name), new.get(name)) for name in members)


def differs(field: fields.Field[Any], old: Any, new: Any) -> bool:
    """Tell whether two values of a member differ in more than their wording."""
    if old == new:
        return False
    if isinstance(field, fields.List):
        before, after = old or [], new or []
        pairs = zip(before, after, strict=False)
        return len(before) != len(after) or any(differs(field.inner, *pair) for pair in pairs)
    if isinstance(field, fields.Nested):
        return meaning(field.schema.fields, old or {}, new or {})
    return not isinstance(field, Text)


def lines(dataset: Dataset) -> Iterator[str]:
    """Return the frozen records, one canonical line each, by kind and id."""
    for (kind, _), data in data_of(dataset).items():
        text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        yield f'{{"kind":"{kind}","data":{text}}}\n'


def data_of(dataset: Dataset) -> Data:
    """Return the data of all records that are released, by kind and id."""
    return {
        (kind, id): record.data
        for kind in FROZEN
        for id, record in sorted(dataset.of(kind).items())
    }


def counts(dataset: Dataset) -> list[dict[str, Any]]:
    """Return how many records of each kind there are."""
    found = Counter(kind for kind, _ in data_of(dataset))
    return [{"kind": kind, "total": found[kind]} for kind in SCHEMAS if found[kind]]
