"""Records and where they were read."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from api.dataset.mistakes import Mistake, shown
from api.dataset.reading import Lines, Member
from schemas.base import LASTING
from schemas.kinds import SCHEMAS

Records = dict[str, dict[str, "Record"]]


@dataclass(frozen=True)
class Record:
    """One curated record: its data, and the place in a file that it was read from.

    Of a record that its schema refused, `data` holds what was right in it, and `whole` is false.
    """

    kind: str
    path: Path
    place: Member
    lines: Lines
    data: dict[str, Any]
    whole: bool = True

    def holding(self, data: dict[str, Any]) -> "Record":
        """Return it with other data."""
        return Record(self.kind, self.path, self.place, self.lines, data, self.whole)

    def mistake(self, member: Member, reason: str) -> Mistake:
        """Point at the nearest line known for a member."""
        at = (*self.place, *member)
        while at not in self.lines:
            at = at[:-1]
        return Mistake(self.path, self.lines[at], ".".join(map(str, member)), reason)

    @property
    def where(self) -> str:
        """Return the place of the record as a message names it."""
        return f"{shown(self.path)}:{self.lines[self.place]}"


class Dataset:
    """All records of a dataset, by kind and id; of the kinds in `unread`, some are not known."""

    def __init__(
        self, records: Mapping[str, Mapping[str, "Record"]], unread: Collection[str] = ()
    ) -> None:
        self.records = records
        self.unread = unread
        self.labels: dict[tuple[str, str], str] = {}
        self.vocabularies = {
            vocabulary["id"]: {value["id"]: value for value in vocabulary["values"]}
            for codebook in records.get("codebook", {}).values()
            for vocabulary in (codebook.data["vocabularies"] if codebook.whole else ())
        }

    @cached_property
    def renamed(self) -> Mapping[str, Mapping[str, str]]:
        """The id that each old id has now, by kind."""
        return {
            kind: {
                old: id for id, one in self.of(kind).items() for old in one.data.get("aliases", ())
            }
            for kind in LASTING
        }

    def of(self, kind: str) -> Mapping[str, Record]:
        """Return the records of a kind, by id."""
        return self.records.get(kind, {})

    def data(self, kind: str, id: str) -> dict[str, Any]:
        """Return a record's data."""
        return self.records[kind][id].data

    def vocabulary(self, name: str) -> Mapping[str, dict[str, Any]]:
        """Return the values of one of the codebook's vocabularies, in order, by id."""
        return self.vocabularies.get(name, {})

    def label(self, target: str, value: str) -> str:
        """Return the readable name of what a member names."""
        if (told := self.labels.get((target, value))) is None:
            named = self.known(target)[value]
            code = target.startswith("codebook.")
            told = str(named["label"] if code else named.data[SCHEMAS[target].label])
            self.labels[target, value] = told
        return told

    def known(self, target: str) -> Mapping[str, Any]:
        """Return what a reference may name: records of a kind, or values of a vocabulary."""
        kind, _, vocabulary = target.partition(".")
        return self.vocabulary(vocabulary) if vocabulary else self.of(kind)
