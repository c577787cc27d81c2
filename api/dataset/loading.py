"""Load a dataset: read every file, check every record, and report all mistakes at once."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import marshmallow as ma

from api.dataset import checking, frozen
from api.dataset.layout import ONE_FILE, File, closed, files
from api.dataset.mistakes import DatasetError, Mistake
from api.dataset.reading import Member, Unreadable, read
from api.dataset.records import Dataset, Record, Records
from api.dataset.taking import take
from schemas.kinds import SCHEMAS


class Loader:
    """The records and mistakes found so far."""

    def __init__(self) -> None:
        self.records: Records = {kind: {} for kind in SCHEMAS}
        self.mistakes: list[Mistake] = []
        self.unread: set[str] = set()

    def take_file(self, file: File) -> None:
        """Take the records of one file."""
        try:
            data, lines, faults = read(file.path.read_bytes())
        except Unreadable as error:
            self.give_up(file.kind, Mistake(file.path, error.line, "", error.reason))
            return
        except OSError as error:
            self.give_up(file.kind, closed(error))
            return
        self.mistakes += [Mistake(file.path, line, "", reason) for line, reason in faults]
        if isinstance(data, dict) and file.single:
            self.take(Record(file.kind, file.path, (), lines, data))
        elif isinstance(data, list) and not file.single:
            for number, item in enumerate(data):
                self.take(Record(file.kind, file.path, (number,), lines, item))
        else:
            wanted = "one record" if file.single else "a list of records"
            self.give_up(file.kind, Mistake(file.path, 1, "", f"must hold {wanted}."))

    def give_up(self, kind: str, mistake: Mistake) -> None:
        """Note that records of a kind are not known, so that none is said to be missing."""
        self.mistakes.append(mistake)
        self.unread |= {kind, "provisions"} if kind == "issues" else {kind}

    def take(self, raw: Record) -> None:
        """Take one record; of one that its schema refuses, keep what is right in it."""
        try:
            self.keep(raw.holding(take(SCHEMAS[raw.kind], raw.data)))
        except ma.ValidationError as error:
            self.mistakes += [raw.mistake(*found) for found in flatten(error.messages)]
            right = error.valid_data if isinstance(error.valid_data, dict) else {}
            self.keep(replace(raw, data=right, whole=False))

    def keep(self, record: Record) -> None:
        """Keep a record whose id is new and, if it is an issue, its provisions."""
        if (id := record.data.get("id")) is None:
            return
        if earlier := self.records[record.kind].get(id):
            reason = f"{id!r} is taken by {earlier.where}."
            self.mistakes.append(record.mistake(("id",), reason))
            return
        self.records[record.kind][id] = record
        for number, provision in enumerate(record.data.get("provisions", ())):
            place_of_it = (*record.place, "provisions", number)
            data = provision | {"issue": id}
            self.keep(replace(record, kind="provisions", place=place_of_it, data=data))


def load(root: Path) -> Dataset:
    """Return the dataset under a folder, or raise DatasetError with all its mistakes."""
    loader = Loader()
    if not root.is_dir():
        raise DatasetError([Mistake(root, 1, "", "is not a folder.")])
    found, misplaced = files(root)
    for mistake in misplaced:
        loader.give_up(ONE_FILE.get(mistake.path.name, ""), mistake)
    for file in found:
        loader.take_file(file)
    dataset = Dataset(loader.records, loader.unread)
    mistakes = [
        *loader.mistakes,
        *checking.check(dataset, {**checking.CHECKS, **checking.PLACED}),
        *frozen.check(root, dataset),
    ]
    if mistakes:
        raise DatasetError(mistakes)
    return dataset


def flatten(messages: Any, member: Member = ()) -> Iterator[tuple[Member, str]]:
    """Walk marshmallow's nested messages."""
    if isinstance(messages, dict):
        for key, inner in messages.items():
            yield from flatten(inner, member if key == "_schema" else (*member, key))
    else:
        for reason in messages:
            yield member, reason
