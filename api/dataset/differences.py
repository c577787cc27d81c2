"""What is different between two versions of a record as it is served.

Compared is what is written by hand. What follows from it, such as labels and counts, is left out;
so are the provisions of an issue, which are records of their own.
"""

import hashlib
from functools import cache
from typing import Any

import marshmallow as ma
import orjson
from marshmallow import fields

from schemas.fields import Placed
from schemas.kinds import SCHEMAS

Essence = dict[str, Any]
Difference = dict[str, Any]

APART = {"issues": "provisions"}


def essence(kind: str, record: dict[str, Any]) -> Essence:
    """Return what counts of a record; a member that holds nothing is left out."""
    found = essence_of(SCHEMAS[kind], record)
    found.pop(APART.get(kind, ""), None)
    return found


def essence_of(shape: ma.Schema, record: dict[str, Any]) -> Essence:
    """Return the members of a shape that count, and of those within them again what counts."""
    return {
        name: value if within is None else [essence_of(within, item) for item in value]
        for name, within in written(shape)
        if (value := record[name]) is not None and value != []
    }


@cache
def written(shape: ma.Schema) -> tuple[tuple[str, ma.Schema | None], ...]:
    """Return the members that are written by hand, with the shape of the items of a list."""
    members = shape.fields.items()
    return tuple((name, items_of(field)) for name, field in members if is_written(field))


def items_of(field: fields.Field[Any]) -> ma.Schema | None:
    """Return the shape of the items of a list of mappings; of another member, none."""
    inner = field.inner if isinstance(field, fields.List) else None
    return inner.schema if isinstance(inner, fields.Nested) else None


def is_written(field: fields.Field[Any]) -> bool:
    """Tell whether a member is written by hand, or told by the place where its record stands."""
    return isinstance(field, Placed) or not field.dump_only


def digest(kind: str, record: dict[str, Any]) -> str:
    """Return a text that two versions of a record share if they do not differ."""
    return hashlib.blake2b(orjson.dumps(essence(kind, record)), digest_size=12).hexdigest()


def differences(
    kind: str, before: dict[str, Any] | None, after: dict[str, Any] | None
) -> list[Difference]:
    """Return each member that differs, in the order of the schema, as it was and as it is."""
    old, new = (essence(kind, record) if record else {} for record in (before, after))
    return [
        {"member": name, "before": old.get(name), "after": new.get(name)}
        for name in SCHEMAS[kind].fields
        if old.get(name) != new.get(name)
    ]
