"""Read one YAML file into plain data, with the line of every member.

Scalars stay text, so that `no`, `012` and `2024-02-30` are for the schemas to judge; only a plain
`null`, `~` or nothing is null. Anchors, aliases, tags and duplicate keys are refused.
"""

from collections.abc import Callable
from typing import Any, NoReturn

import yaml

Member = tuple[str | int, ...]
Lines = dict[Member, int]
Faults = list[tuple[int, str]]

DEEPEST = 20
NULLS = ("", "~", "null")


class Unreadable(Exception):
    """A file that is not YAML as we take it; `line` counts from 1."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line = line
        self.reason = reason


def read(content: bytes) -> tuple[Any, Lines, Faults]:
    """Return a file's data, the line of each member, and keys that come twice; raise Unreadable."""
    try:
        content.decode("utf-8")
        return Walk(content).document()
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise Unreadable(line, "is not UTF-8 text.") from error
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line = mark.line + 1 if mark else 1
        raise Unreadable(line, f"is not YAML: {error.problem or error}.") from error
    except yaml.reader.ReaderError as error:
        raise Unreadable(1, f"is not YAML: {error.reason}.") from error


class Walk:
    """One pass over the events of a file."""

    def __init__(self, content: bytes) -> None:
        self.next: Callable[[], Any] = yaml.CSafeLoader(content).get_event
        self.lines: Lines = {(): 1}
        self.faults: Faults = []

    def document(self) -> tuple[Any, Lines, Faults]:
        """Return the data of the only document."""
        self.next()
        if isinstance(start := self.next(), yaml.StreamEndEvent):
            refuse(start, "is empty.")
        data = self.value(self.next(), ())
        self.next()
        if not isinstance(end := self.next(), yaml.StreamEndEvent):
            refuse(end, "holds more than one document.")
        return data, self.lines, self.faults

    def value(self, event: Any, member: Member) -> Any:
        """Return the data that begins with an event."""
        self.lines.setdefault(member, line_of(event))
        refuse_what_hides(event)
        if len(member) > DEEPEST:
            refuse(event, f"is nested more than {DEEPEST} deep.")
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(member)
        if isinstance(event, yaml.MappingStartEvent):
            return self.mapping(member)
        return None if event.implicit[0] and event.value in NULLS else event.value

    def sequence(self, member: Member) -> list[Any]:
        """Return the items up to the end of a sequence."""
        items: list[Any] = []
        while not isinstance(event := self.next(), yaml.SequenceEndEvent):
            items.append(self.value(event, (*member, len(items))))
        return items

    def mapping(self, member: Member) -> dict[str, Any]:
        """Return the members up to the end of a mapping."""
        members: dict[str, Any] = {}
        while not isinstance(key := self.next(), yaml.MappingEndEvent):
            refuse_what_hides(key)
            if not isinstance(key, yaml.ScalarEvent):
                refuse(key, "has a key that is not text.")
            place = (*member, key.value)
            if key.value in members:
                self.faults.append((line_of(key), f"has the key {key.value!r} twice."))
                self.value(self.next(), (*place, "again"))
                continue
            self.lines[place] = line_of(key)
            members[key.value] = self.value(self.next(), place)
        return members


def refuse_what_hides(event: Any) -> None:
    """Refuse what makes a file mean more than it shows."""
    if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
        refuse(event, "has an anchor or alias; write the value out.")
    if event.tag is not None:
        refuse(event, f"has the tag {event.tag!r}; write plain values.")


def refuse(event: Any, reason: str) -> NoReturn:
    """Stop at an event."""
    raise Unreadable(line_of(event), reason)


def line_of(event: Any) -> int:
    """Return the line on which an event begins, from 1."""
    line: int = event.start_mark.line
    return line + 1
