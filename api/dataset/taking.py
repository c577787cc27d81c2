"""Take a record as its schema does, at a third of the time if nothing is wrong with it.

marshmallow gathers all that is wrong with a record, member by member. Here a member's value is
judged by its field alone, and once if it comes again; at the first that is refused, the schema is
asked, and its answer holds.
"""

from collections.abc import Callable
from functools import cache, lru_cache
from typing import Any

import marshmallow as ma
from marshmallow import fields

Take = Callable[[Any], Any]

REMEMBERED = 4096


def take(shape: ma.Schema, data: Any) -> dict[str, Any]:
    """Return a record as its schema loads it; raise ValidationError."""
    try:
        return quickly(shape, data)
    except ma.ValidationError:
        loaded: dict[str, Any] = shape.load(data)
        return loaded


def quickly(shape: ma.Schema, data: Any) -> dict[str, Any]:
    """Return a record; raise ValidationError at the first thing that is wrong."""
    takers, (usual, judged) = takers_of(shape), absent(shape)
    if not isinstance(data, dict) or not data.keys() <= takers.keys():
        raise ma.ValidationError("Is not a mapping with known members.")
    taken = usual.copy()
    for name, value in data.items():
        taken[name] = takers[name](value)
    for name in judged:
        if name not in data and (value := takers[name](ma.missing)) is not ma.missing:
            taken[name] = value
    for check in checks_of(shape):
        check(taken)
    return taken


@cache
def absent(shape: ma.Schema) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Return what is usual where nothing is written, and the members that are judged then."""
    written = {name: shape.load_fields[name] for name in takers_of(shape)}
    usual = {
        name: field.load_default
        for name, field in written.items()
        if not (field.required or callable(field.load_default) or field.load_default is ma.missing)
    }
    return usual, tuple(name for name in written if name not in usual)


@cache
def takers_of(shape: ma.Schema) -> dict[str, Take]:
    """Return what takes each member that is written by hand."""
    members = shape.load_fields.items()
    return {name: taker(field) for name, field in members if not field.dump_only}


@cache
def checks_of(shape: ma.Schema) -> tuple[Callable[[dict[str, Any]], None], ...]:
    """Return the checks of a whole record, which are called so."""
    return tuple(getattr(shape, name) for name in dir(shape) if name.startswith("check_"))


def taker(field: fields.Field[Any]) -> Take:
    """Return what takes the value of a member, or that none is given."""
    if isinstance(field, fields.List):
        return list_taker(field)
    judge = judge_of(field)
    if isinstance(field, fields.Nested):
        shape = field.schema
        return lambda value: quickly(shape, value) if isinstance(value, dict) else judge(value)
    known = lru_cache(REMEMBERED)(judge)
    return lambda value: known(value) if isinstance(value, str) else judge(value)


def judge_of(field: fields.Field[Any]) -> Take:
    """Return what judges any value; where none is given, what is usual is taken unseen."""
    usual = field.load_default
    if field.required or usual is ma.missing:
        return field.deserialize
    make = usual if callable(usual) else lambda: usual
    return lambda value: make() if value is ma.missing else field.deserialize(value)


def list_taker(field: fields.List[Any]) -> Take:
    """Return what takes a list, item by item."""
    inner, judge, validators = taker(field.inner), judge_of(field), field.validators

    def take_list(value: Any) -> Any:
        if not isinstance(value, list) or None in value:
            return judge(value)
        items = [inner(item) for item in value]
        for validate in validators:
            validate(items)
        return items

    return take_list
