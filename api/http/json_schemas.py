"""JSON Schema (2020-12) of each kind of file that a curator writes, for editors and for checks.

They follow from the same shapes that check the files: what is derived is left out, what must be
written is required, and what is unknown is refused.
"""

import json
from pathlib import Path
from typing import Any, cast

import marshmallow as ma
from apispec import APISpec
from apispec.ext.marshmallow import MarshmallowPlugin
from apispec.ext.marshmallow.openapi import OpenAPIConverter
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from api.http.openapi import values_of
from api.http.running import stores
from api.store.tables import DRAFT
from schemas.base import nearest, quoted
from schemas.kinds import SCHEMAS, WRITTEN_ALONE, WRITTEN_AS_LIST

DIALECT = "https://json-schema.org/draft/2020-12/schema"


class WritingConverter(OpenAPIConverter):
    """Shapes as a curator writes them."""

    def schema2jsonschema(self, schema: ma.Schema) -> dict[str, Any]:
        """Return a shape without what is derived, closed to what is unknown."""
        written = {name: field for name, field in schema.fields.items() if not field.dump_only}
        shape: dict[str, Any] = self.fields2jsonschema(written)  # type: ignore[no-untyped-call]
        description = getattr(schema.Meta, "description", "")
        return shape | {"description": description, "additionalProperties": False}


class WritingPlugin(MarshmallowPlugin):
    """apispec's marshmallow plugin with our converter."""

    Converter = WritingConverter


def json_schema(kind: str) -> dict[str, Any]:
    """Return the JSON Schema of a file of a kind of record, with the codebook's values."""
    plugin = WritingPlugin()
    spec = APISpec("", "", "3.1.0", plugins=[plugin])
    converter = cast(WritingConverter, plugin.converter)
    converter.add_attribute_function(  # type: ignore[no-untyped-call]
        lambda converter, field, **kwargs: values_of(
            field, stores().edition(DRAFT).orders.__getitem__
        )
    )
    spec.components.schema("Record", schema=SCHEMAS[kind])
    text = json.dumps(spec.components.to_dict()["schemas"])
    shapes = json.loads(text.replace("#/components/schemas/", "#/$defs/"))
    record = {"$ref": "#/$defs/Record"}
    whole = {"allOf": [record]} if kind in WRITTEN_ALONE else {"type": "array", "items": record}
    return {"$schema": DIALECT, "title": f"A file of {kind} of Parley"} | whole | {"$defs": shapes}


def write(folder: Path) -> list[Path]:
    """Write the JSON Schema of every kind of file into a folder; return the files."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for kind in (*WRITTEN_ALONE, *WRITTEN_AS_LIST):
        path = folder / f"{kind}.schema.json"
        path.write_text(render(kind), encoding="utf-8")
        written.append(path)
    return written


def answer(kind: str) -> Response:
    """Answer with the JSON Schema of a kind."""
    kinds = (*WRITTEN_ALONE, *WRITTEN_AS_LIST)
    if kind not in kinds:
        raise NotFound(f"There is no kind of file {quoted(kind)}{nearest(kind, kinds)}")
    return Response(render(kind), mimetype="application/json")


def render(kind: str) -> str:
    """Return the JSON Schema of a kind as it is committed."""
    return json.dumps(json_schema(kind), ensure_ascii=False, indent=2) + "\n"
