"""Follow the members of records that name other records or the codebook's values."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple, cast

import marshmallow as ma
from marshmallow import fields

from api.dataset.mistakes import Mistake
from api.dataset.reading import Member
from api.dataset.records import Dataset, Record
from schemas.base import nearest, now_called, quoted
from schemas.fields import Code, Reference
from schemas.kinds import SCHEMAS


class Mention(NamedTuple):
    """A member that names something: its place, what it may name, and what it names."""

    member: Member
    target: str
    value: str


def check_references(dataset: Dataset) -> Iterator[Mistake]:
    """Find names of what does not exist, with the nearest that does."""
    for kind in SCHEMAS:
        for record in dataset.of(kind).values():
            yield from check_mentions(dataset, record)


def check_mentions(dataset: Dataset, record: Record) -> Iterator[Mistake]:
    """Find what a record names that does not exist."""
    if not knows(dataset, SCHEMAS[record.kind], record.data):
        for member, target, value in mentions(SCHEMAS[record.kind], record.data):
            if not knows_one(dataset, target, value):
                yield record.mistake(member, missing(dataset, target, value))


def knows(dataset: Dataset, shape: ma.Schema, data: Mapping[str, Any]) -> bool:
    """Tell whether all that a record names exists: at once, without where it is named."""
    for name, field in naming(shape):
        value = data.get(name)
        if value is not None and not knows_all(dataset, field, value):
            return False
    return True


def knows_all(dataset: Dataset, field: fields.Field[Any], value: Any) -> bool:
    """Tell whether all that one member names exists."""
    if isinstance(field, fields.List):
        return all(knows_all(dataset, field.inner, item) for item in value)
    if isinstance(field, fields.Nested):
        return knows(dataset, field.schema, value)
    return knows_one(dataset, cast(Code | Reference, field).target, value)


def knows_one(dataset: Dataset, target: str, value: str) -> bool:
    """Tell whether what is named exists, or may."""
    return value in dataset.known(target) or target in dataset.unread


def targets() -> set[str]:
    """Return everything that some schema's members may name."""
    return {target for schema in SCHEMAS.values() for target in targets_of(schema.fields)}


def targets_of(shape: Mapping[str, fields.Field[Any]]) -> Iterator[str]:
    """Return what the members of one shape may name."""
    for field in shape.values():
        inner = field.inner if isinstance(field, fields.List) else field
        if isinstance(inner, Code | Reference):
            yield inner.target
        elif isinstance(inner, fields.Nested):
            yield from targets_of(inner.schema.fields)


def mentions(shape: ma.Schema, data: Mapping[str, Any], at: Member = ()) -> Iterator[Mention]:
    """Walk the members of a record that name something."""
    for name, field in naming(shape):
        value = data.get(name)
        if value is not None:
            yield from mentions_in(field, value, (*at, name))


@cache
def naming(shape: ma.Schema) -> tuple[tuple[str, fields.Field[Any]], ...]:
    """Return the members that are written by hand and name something, or hold what does."""
    return tuple((name, field) for name, field in shape.fields.items() if names(field))


def names(field: fields.Field[Any]) -> bool:
    """Tell whether a member is written by hand and names something, or holds what does."""
    inner = field.inner if isinstance(field, fields.List) else field
    if isinstance(inner, fields.Nested):
        return not field.dump_only and bool(naming(inner.schema))
    return not field.dump_only and isinstance(inner, Code | Reference)


def mentions_in(field: fields.Field[Any], value: Any, at: Member) -> Iterator[Mention]:
    """Walk one member."""
    if isinstance(field, fields.List):
        for number, item in enumerate(value):
            yield from mentions_in(field.inner, item, (*at, number))
    elif isinstance(field, fields.Nested):
        yield from mentions(field.schema, value, at)
    else:
        yield Mention(at, cast(Code | Reference, field).target, value)


def missing(dataset: Dataset, target: str, value: str) -> str:
    """Say that a name names nothing, or that what it named has another one now."""
    kind, _, vocabulary = target.partition(".")
    if now := dataset.renamed.get(target, {}).get(value):
        return now_called(value, now)
    noun = f"{vocabulary} in the codebook" if vocabulary else SCHEMAS[kind].noun
    return f"There is no {noun} {quoted(value)}{nearest(value, dataset.known(target))}"
