"""Ask a curator for a record, member by member, as its schema has them."""

from collections.abc import Callable
from itertools import chain, count
from pathlib import Path
from typing import Any

import click
import marshmallow as ma
from marshmallow import fields

from api.dataset.layout import place_of
from api.dataset.records import Dataset
from api.dataset.references import missing
from api.dataset.writing import appended, put, try_out
from schemas.base import FEW
from schemas.fields import Aliases, Code, Reference
from schemas.kinds import SCHEMAS

Answers = dict[str, Any]


def new_position(root: Path, dataset: Dataset) -> Path:
    """Ask for a position until the dataset has no mistake with it; write it, return its file.

    Raises DatasetError if the file that it belongs into cannot be appended to.
    """
    shape = SCHEMAS["positions"]
    answers = ask_members(dataset, shape)
    answers["id"] = ask(dataset, shape, "id", suggested_id(dataset, answers))
    path, text = placed(root, dataset, answers)
    while mistakes := try_out(root, path, text):
        click.echo("\n".join(f"{mistake.member}: {mistake.reason}" for mistake in mistakes))
        name = click.prompt("Member to change", type=click.Choice(written(shape)))
        answers[name] = ask(dataset, shape, name)
        path, text = placed(root, dataset, answers)
    put(path, text)
    return path


def suggested_id(dataset: Dataset, answers: Answers) -> str:
    """Return party, provision and day as an id that is not taken."""
    day = answers["said_on"].replace("../", "by-").rpartition("/")[2]
    stem = f"{answers['party']}-{answers['provision']}-{day}"
    taken = dataset.of("positions")
    return next(id for id in chain([stem], (f"{stem}-{n}" for n in count(2))) if id not in taken)


def placed(root: Path, dataset: Dataset, answers: Answers) -> tuple[Path, str]:
    """Return the file of a position, and its text with the position in it."""
    issue = dataset.data("provisions", answers["provision"])["issue"]
    name = place_of("positions", answers | {"issue": issue})
    whole = {member: answers[member] for member in written(SCHEMAS["positions"])}
    return appended(root, "positions", name, whole)


def ask_members(dataset: Dataset, shape: ma.Schema) -> Answers:
    """Ask for every member of a shape that is written by hand, but for its id."""
    names = [name for name in written(shape) if name != "id"]
    return {name: ask(dataset, shape, name) for name in names}


def written(shape: ma.Schema) -> list[str]:
    """Return the members of a new record that are written by hand; it has had no other id."""
    members = shape.fields.items()
    return [name for name, field in members if not (field.dump_only or isinstance(field, Aliases))]


def ask(dataset: Dataset, shape: ma.Schema, name: str, default: str = "") -> Any:
    """Ask for one member; of a list, ask until nothing more is given."""
    field = shape.fields[name]
    if not isinstance(field, fields.List):
        return ask_value(dataset, field, name, default)
    if isinstance(field.inner, fields.Nested):
        return ask_shapes(dataset, field.inner.schema, name)
    items: list[Any] = []
    while item := ask_value(dataset, field.inner, f"{name}, one at a time", required=False):
        items.append(item)
    return items


def ask_shapes(dataset: Dataset, shape: ma.Schema, name: str) -> list[Answers]:
    """Ask for the members of one shape after another."""
    items = [ask_members(dataset, shape)]
    while click.confirm(f"More {name}?", default=False):
        items.append(ask_members(dataset, shape))
    return items


def ask_value(
    dataset: Dataset,
    field: fields.Field[Any],
    name: str,
    default: str = "",
    required: bool | None = None,
) -> Any:
    """Ask for one value until it is right; nothing is an answer where none is required."""
    needed = field.required if required is None else required
    return click.prompt(
        question(dataset, field, name),
        default=default,
        show_default=bool(default),
        value_proc=judge(dataset, field, needed),
    )


def question(dataset: Dataset, field: fields.Field[Any], name: str) -> str:
    """Return what is asked for, with the values that it may have if they are few."""
    told = f"{name}: {field.metadata.get('description', '')}"
    known = dataset.known(field.target) if isinstance(field, Code | Reference) else {}
    return f"{told} [{', '.join(known)}]" if 0 < len(known) <= FEW else told


def judge(dataset: Dataset, field: fields.Field[Any], required: bool) -> Callable[[str], Any]:
    """Return a function that takes what was typed, or says what is wrong with it."""

    def take(text: str) -> Any:
        if not text.strip():
            if required:
                raise click.UsageError("This is needed.")
            return None
        try:
            value = field.deserialize(text.strip())
        except ma.ValidationError as error:
            raise click.UsageError(" ".join(map(str, error.messages))) from error
        if isinstance(field, Code | Reference) and value not in dataset.known(field.target):
            raise click.UsageError(missing(dataset, field.target, value))
        return value

    return take
