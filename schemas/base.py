"""What all shapes share: how a member is described, and what is said of an unknown one."""

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Any, ClassVar

import marshmallow as ma
from marshmallow import fields

from schemas.fields import Count, Slug

FEW, MANY = 25, 60
LONGEST = 60
LASTING = ("parties", "speakers", "issues", "provisions", "events", "sources", "positions")


def about(description: str, *examples: Any) -> dict[str, Any]:
    """Return a field's metadata as JSON Schema writes it."""
    return {"description": description} | ({"examples": list(examples)} if examples else {})


def quoted(word: str) -> str:
    """Return a word as a message shows it, cut if it is long."""
    return repr(word if len(word) <= LONGEST else f"{word[:LONGEST]}…")


def nearest(word: str, known: Iterable[str], few: int = FEW) -> str:
    """Return a hint at the known word most like the given one, or at all of them if few."""
    words = {one.lower(): one for one in sorted(known)}
    low = word[:LONGEST].lower()
    within = [one for one in words if low and low in one]
    close = within if len(within) == 1 else get_close_matches(low, words, n=1, cutoff=0.7)
    if close:
        return f"; did you mean {words[close[0]]!r}?"
    return f"; there are {', '.join(words.values())}." if 0 < len(words) <= few else "."


def now_called(old: str, new: str) -> str:
    """Say that what had an id has another one now."""
    return f"{quoted(old)} is now called {new!r}."


class Shape(ma.Schema):
    """A mapping whose members are all known; an unknown one is named with the nearest right one."""

    member_noun = "member"
    few = FEW

    def handle_error(self, error: ma.ValidationError, data: Any, **kwargs: Any) -> None:
        """Word the complaints about unknown members."""
        messages = error.messages
        if not isinstance(messages, dict):
            return
        writable = [name for name, field in self.load_fields.items() if not field.dump_only]
        names = [self.load_fields[name].data_key or name for name in writable]
        for name, reasons in messages.items():
            if reasons == [self.error_messages["unknown"]]:
                messages[name] = [self.say_unknown(str(name), names)]

    def say_unknown(self, name: str, names: list[str]) -> str:
        """Say what to do about a member that cannot be written."""
        if name in self.fields and self.fields[name].dump_only:
            return f"{name!r} follows from other members; leave it out."
        return f"There is no {self.member_noun} {quoted(name)}{nearest(name, names, self.few)}"


class RecordSchema(Shape):
    """Base of every kind of curated record.

    `noun` is the kind's name in the singular; `label` is the member by which people know a record;
    `specimen` is an id as it may be, for examples. Where `row_for` names a member, a table has a
    row for each of its items.
    """

    noun: ClassVar[str]
    label: ClassVar[str]
    specimen: ClassVar[str]
    row_for: ClassVar[str] = ""

    id: fields.String = Slug(required=True, metadata=about("Permanent identifier."))


class CountedSchema(RecordSchema):
    """Base of the kinds of record that positions refer to."""

    position_count = Count(metadata=about("Positions that refer to this record.", 12))
