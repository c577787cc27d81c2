"""Complete a record to what the API serves.

It then has every member of its schema, in the schema's order, with the labels of what it names; a
member that is not known is null, a list without items is empty.
"""

from collections.abc import Mapping
from typing import Any

import marshmallow as ma
from marshmallow import fields

from api.dataset.records import Dataset
from schemas.fields import Code, Label, Reference
from schemas.kinds import SCHEMAS


def complete(dataset: Dataset, shape: ma.Schema, data: Mapping[str, Any]) -> dict[str, Any]:
    """Return all members of a shape."""
    return {name: member(dataset, field, data) for name, field in shape.fields.items()}


def member(dataset: Dataset, field: fields.Field[Any], data: Mapping[str, Any]) -> Any:
    """Return one member."""
    if isinstance(field, Label):
        return label_of(dataset, field.sibling, data.get(field.of))
    value = data.get(str(field.name))
    if isinstance(field, fields.List):
        items = value or []
        if isinstance(field.inner, fields.Nested):
            return [complete(dataset, field.inner.schema, item) for item in items]
        return list(items)
    return value


def label_of(dataset: Dataset, field: Code | Reference, value: str | None) -> str | None:
    """Return the readable name of what a member names."""
    if value is None:
        return None
    named = dataset.known(field.target)[value]
    return str(
        named["label"] if isinstance(field, Code) else named.data[SCHEMAS[field.target].label]
    )
