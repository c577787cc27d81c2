"""Every shape and every member says what it is; every member has an example."""

from collections.abc import Iterator

import marshmallow as ma
import pytest
from marshmallow import fields

from schemas.agreement import PairSchema
from schemas.base import RecordSchema
from schemas.envelopes import example_of
from schemas.groups import GroupSchema
from schemas.kinds import QUERIES, SCHEMAS
from schemas.matrix import CellSchema, RowSchema
from schemas.positions import PositionSchema
from schemas.queries import ListQuery


def nested(shape: ma.Schema) -> Iterator[ma.Schema]:
    yield shape
    for field in shape.fields.values():
        inner = field.inner if isinstance(field, fields.List) else field
        if isinstance(inner, fields.Nested):
            yield from nested(inner.schema)


COMPARED: list[RecordSchema] = [CellSchema(), RowSchema(), PairSchema(), GroupSchema()]
SHAPES = {
    type(shape).__name__: shape
    for record in [*SCHEMAS.values(), *COMPARED]
    for shape in nested(record)
}


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_every_shape_is_described(shape: ma.Schema) -> None:
    assert shape.Meta.description


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_every_member_is_described(shape: ma.Schema) -> None:
    undescribed = [
        name for name, field in shape.fields.items() if "description" not in field.metadata
    ]
    assert undescribed == []


@pytest.mark.parametrize("shape", [*SCHEMAS.values(), *COMPARED], ids=lambda shape: shape.noun)
def test_every_record_is_served_with_an_example_of_every_member(shape: RecordSchema) -> None:
    example = example_of(shape)
    assert [name for name, value in example.items() if value in (None, [None])] == []


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)
def test_every_filter_looks_at_a_member_that_exists(query: ListQuery) -> None:
    for field in query.fields.values():
        for member in getattr(field, "members", ()) or [getattr(field, "member", "id")]:
            assert member.partition(".")[0] in query.record().fields


RECORD = {
    "id": "a-b",
    "party": "a",
    "provision": "p",
    "stance": "rejects",
    "summary": "Refuses.",
    "said_on": "2025-03-13",
    "date_basis": "printed",
    "attribution": "reported",
    "citations": [{"source": "s", "locator": "paragraph 1"}],
}
QUOTED = {"source": "s", "quote": "No.", "quote_language": "en", "text_source": "original"}


def test_a_small_record_is_whole() -> None:
    loaded = PositionSchema().load(RECORD)
    assert loaded["speaker"] is None
    assert loaded["conditions"] == []


@pytest.mark.parametrize(
    ("change", "messages"),
    [
        ({"id": "A b"}, {"id": ["Must be lower-case letters, digits and single hyphens, such as 'kyiv-2'."]}),
        ({"id": "a" * 101}, {"id": ["Longer than maximum length 100."]}),
        ({"stanse": "x"}, {"stanse": ["There is no member 'stanse'; did you mean 'stance'?"]}),
        ({"issue": "x"}, {"issue": ["'issue' follows from other members; leave it out."]}),
        ({"summary": None}, {"summary": ["Field may not be null."]}),
        ({"summary": ["x"]}, {"summary": ["Not a valid string."]}),
        ({"summary": "x" * 241}, {"summary": ["Has 241 characters; at most 240 are allowed."]}),
        ({"summary": " x"}, {"summary": ["Must be text without line breaks, control characters or space at its ends."]}),
        ({"summary": "a\nb"}, {"summary": ["Must be text without line breaks, control characters or space at its ends."]}),
        ({"summary": "a\n"}, {"summary": ["Must be text without line breaks, control characters or space at its ends."]}),
        ({"id": "a\n"}, {"id": ["Must be lower-case letters, digits and single hyphens, such as 'kyiv-2'."]}),
        ({"summary": ""}, {"summary": ["Must be text without line breaks, control characters or space at its ends."]}),
        ({"said_on": "2025-02-30"}, {"said_on": ["There is no date '2025-02-30'."]}),
        ({"citations": []}, {"citations": ["Shorter than minimum length 1."]}),
        ({"citations": [{"source": "s"}]}, {"citations": {0: {"locator": ["A citation needs a locator or a quote."]}}}),
        ({"citations": [QUOTED | {"quote": "x" * 301}]}, {"citations": {0: {"quote": ["Has 301 characters; at most 300 are allowed."]}}}),
        ({"citations": [QUOTED | {"quote_language": None}]}, {"citations": {0: {"quote_language": ["A quote needs its quote_language."]}}}),
        ({"citations": [QUOTED | {"text_source": None}]}, {"citations": {0: {"text_source": ["A quote needs its text_source."]}}}),
        ({"citations": [QUOTED | {"quote_language": "English"}]}, {"citations": {0: {"quote_language": ["Must be a language tag such as 'en'."]}}}),
        ({"date_basis": "inferred"}, {"date_note": ["An inferred date needs a date_note."]}),
        ({"change": "softened"}, {"change": ["supersedes and change go together."]}),
        ({"supersedes": ["a"]}, {"change": ["supersedes and change go together."]}),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said(change: dict[str, object], messages: dict[str, object]) -> None:
    assert PositionSchema().validate(RECORD | change) == messages


def test_a_missing_member_is_named() -> None:
    assert set(PositionSchema().validate({})) == {
        "id", "party", "provision", "stance", "summary", "said_on", "date_basis", "attribution",
        "citations",
    }  # fmt: skip


def test_what_is_derived_cannot_be_written() -> None:
    derived = {name for name, field in PositionSchema().fields.items() if field.dump_only}
    assert {"issue", "direction", "party_label", "has_quote"} <= derived
    assert set(PositionSchema().validate(RECORD | dict.fromkeys(derived, "x"))) == derived


@pytest.mark.parametrize("lines", ["0-4", "4", "7-3", "a-b", "1-2-3", "-1-2"])
def test_line_ranges(lines: str) -> None:
    messages = SCHEMAS["sources"].validate({"text_lines": lines})
    assert messages["text_lines"] == ["Must be a first and a last line, such as '84-142'."]


@pytest.mark.parametrize(
    "url", ["example.org", "ftp://example.org/a", "javascript:alert(1)", "http://"]
)
def test_links(url: str) -> None:
    assert SCHEMAS["sources"].validate({"url": url})["url"] == ["Not a valid URL."]


def test_a_schema_that_serves_a_record_has_a_noun_and_a_label() -> None:
    for shape in SCHEMAS.values():
        assert isinstance(shape, RecordSchema)
        assert shape.noun
        assert shape.label in shape.fields
