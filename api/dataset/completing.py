"""Complete a record to what the API serves.

It then has every member of its schema, in the schema's order, with the labels of what it names; a
member that is not known is null, a list without items is empty.
"""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import marshmallow as ma
from marshmallow import fields

from api.dataset.records import Dataset
from schemas.fields import Label

Data = Mapping[str, Any]
Make = Callable[[Dataset, Data], Any]
Makers = tuple[tuple[str, Make | None], ...]


def complete(dataset: Dataset, shape: ma.Schema, data: Data) -> dict[str, Any]:
    """Return all members of a shape."""
    return {name: make(dataset, data) if make else data.get(name) for name, make in makers(shape)}


@cache
def makers(shape: ma.Schema) -> Makers:
    """Return what makes each member of a shape; None for what is taken as it is."""
    return tuple((name, maker(field)) for name, field in shape.fields.items())


def maker(field: fields.Field[Any]) -> Make | None:
    """Return what makes one member, unless it is taken as it is."""
    name = str(field.name)
    if isinstance(field, Label):
        return label_maker(field)
    if not isinstance(field, fields.List):
        return None
    if isinstance(field.inner, fields.Nested):
        shape = field.inner.schema
        return lambda dataset, data: [
            complete(dataset, shape, item) for item in data.get(name) or ()
        ]
    return lambda dataset, data: list(data.get(name) or ())


def label_maker(field: Label) -> Make:
    """Return what makes the readable name of what a sibling names."""
    of, target = field.of, field.sibling.target

    def make(dataset: Dataset, data: Data) -> str | None:
        value = data.get(of)
        return None if value is None else dataset.label(target, value)

    return make
