"""A record as one flat row: a column for each member, in the order of its shape.

A member within another is at its path, such as `citations.source`. Several values stand in one
cell; where each of them has several in turn, these are joined first.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from operator import itemgetter
from typing import Any, cast

import marshmallow as ma
from marshmallow import fields

JOINED, JOINED_WITHIN = " | ", ", "
FORMULA = frozenset("=+-@\t\r＝＋－＠")


def columns(shape: ma.Schema, members: Sequence[str] = ()) -> dict[str, fields.Field[Any]]:
    """Return the field of each column, by its path; of some members only, `id` among them."""
    wanted = {"id", *members}
    return {
        path: field
        for path, field in leaves(shape)
        if not members or path.partition(".")[0] in wanted
    }


def leaves(shape: ma.Schema, above: str = "") -> Iterator[tuple[str, fields.Field[Any]]]:
    """Walk the members of a shape down to those that hold no others."""
    for name, field in shape.fields.items():
        inner = field.inner if isinstance(field, fields.List) else field
        if isinstance(inner, fields.Nested):
            yield from leaves(inner.schema, f"{above}{name}.")
        else:
            yield f"{above}{name}", field


def is_joined(shape: ma.Schema, path: str) -> bool:
    """Tell whether a cell of the column at a path may hold several values."""
    name, _, rest = path.partition(".")
    field = shape.fields[name]
    if isinstance(field, fields.List) or not rest:
        return isinstance(field, fields.List)
    return is_joined(cast(fields.Nested, field).schema, rest)


def cell(record: dict[str, Any], path: str) -> Any:
    """Return what stands in the column at a path: a text, a number, a truth value or None."""
    return within_one(reader(path)(record))


def within_one(value: Any) -> Any:
    """Return a value as one cell holds it: several as one text, None if there are none."""
    return value if not isinstance(value, list) else joined(value) or None


def texts(paths: tuple[str, ...]) -> Callable[[dict[str, Any]], list[str]]:
    """Return what tells a record as the texts of its columns, of which no spreadsheet reckons."""
    readers = [reader(path) for path in paths]

    def told(record: dict[str, Any]) -> list[str]:
        values = [read(record) for read in readers]
        found = [one if type(one) is str else text_of(within_one(one)) for one in values]
        # Most rows hold no formula, which is seen at once.
        begun = [text[:1] for text in found]
        return found if FORMULA.isdisjoint(begun) else list(map(harmless, found))

    return told


@cache
def reader(path: str) -> Callable[[dict[str, Any]], Any]:
    """Return what reads the value at a path, one for each item of a list on the way."""
    name, _, rest = path.partition(".")
    if not rest:
        return itemgetter(name)
    within = reader(rest)

    def read(record: dict[str, Any]) -> Any:
        held = record[name]
        return [within(item) for item in held] if isinstance(held, list) else within(held)

    return read


def joined(items: list[Any]) -> str:
    """Return several values as one text; one that is not known is the empty text."""
    return JOINED.join([one if type(one) is str else text_within(one) for one in items])


def text_within(item: Any) -> str:
    """Return one of several values as text; of a list, its items."""
    if isinstance(item, list):
        return JOINED_WITHIN.join([text_of(one) for one in item])
    return text_of(item)


def text_of(value: Any) -> str:
    """Return a value as a cell of text holds it."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False)
    return str(value)


def harmless(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula (OWASP, CSV Injection)."""
    return f"'{text}" if text[:1] in FORMULA else text
