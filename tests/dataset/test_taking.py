import json
from copy import deepcopy
from typing import Any

import marshmallow as ma
import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.dataset.frozen import completed
from api.dataset.loading import load
from api.dataset.taking import checks_of, quickly, take
from schemas.kinds import SCHEMAS
from tests.conftest import DATA

DATASET = load(DATA)
WRITTEN = [(kind, one.data) for kind in SCHEMAS for one in DATASET.of(kind).values()]
ODD: list[Any] = [
    None,
    "",
    "x",
    " x",
    "2020-13",
    "a\nb",
    3,
    True,
    [],
    [None],
    ["x"],
    {},
    {"x": 1},
    [{}],
    "x" * 400,
    "../2020-01",
]


@st.composite
def altered(draw: st.DrawFn) -> tuple[str, Any]:
    """Draw a record with some members taken away, added, or given odd values, at any depth."""
    kind, data = draw(st.sampled_from(WRITTEN))
    record = json.loads(json.dumps(data))
    for _ in range(draw(st.integers(0, 3))):
        alter(draw, record)
    return kind, record


def alter(draw: st.DrawFn, record: dict[str, Any]) -> None:
    name = draw(st.sampled_from([*sorted(record), "unheard-of"]))
    value = record.get(name)
    if isinstance(value, list) and value and isinstance(value[0], dict) and draw(st.booleans()):
        alter(draw, value[0])
    elif draw(st.booleans()):
        record.pop(name, None)
    else:
        record[name] = deepcopy(draw(st.sampled_from(ODD)))


def outcome(work: Any, *given: Any) -> Any:
    try:
        return work(*given)
    except ma.ValidationError as error:
        return error.messages


@given(altered())
def test_it_takes_what_the_schema_takes(written: tuple[str, Any]) -> None:
    kind, record = written
    found = outcome(take, SCHEMAS[kind], record)
    assert found == outcome(SCHEMAS[kind].load, record)
    try:
        quickly(SCHEMAS[kind], record)
    except ma.ValidationError:
        assert outcome(SCHEMAS[kind].load, record) is not None
    else:
        assert found == SCHEMAS[kind].load(record)


@pytest.mark.parametrize(("kind", "data"), WRITTEN)
def test_what_is_right_is_taken_at_once(kind: str, data: dict[str, Any]) -> None:
    written = {name: value for name, value in data.items() if name in SCHEMAS[kind].load_fields}
    if kind != "provisions":
        assert quickly(SCHEMAS[kind], written) == completed(SCHEMAS[kind], written)


@pytest.mark.parametrize("kind", SCHEMAS)
def test_every_check_of_a_whole_record_is_known(kind: str) -> None:
    hooks = {name for names in type(SCHEMAS[kind])._hooks.values() for name, *_ in names}
    assert {check.__name__ for check in checks_of(SCHEMAS[kind])} == hooks
