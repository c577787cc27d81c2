"""JSON Schema of the files that a curator writes."""

from typing import Any

from werkzeug.wrappers import Response

from api.http.blueprints import Blueprint
from schemas.kinds import WRITTEN_ALONE, WRITTEN_AS_LIST
from schemas.queries import Query
from schemas.service import JsonSchemaSchema

blueprint = Blueprint(
    "schemas",
    __name__,
    url_prefix="/v1/schemas",
    description=__doc__,
)

KIND = {
    "name": "kind",
    "in": "path",
    "description": "Kind of record in the file.",
    "schema": {"type": "string", "enum": [*WRITTEN_ALONE, *WRITTEN_AS_LIST]},
    "example": "searches",
}


@blueprint.answers("/<kind>", Query(), JsonSchemaSchema, ("ETAG",), (KIND,), ("NOT_FOUND",))
def get_json_schema(_: dict[str, Any], kind: str) -> Response:
    """Get the JSON Schema of a kind of file.

    An editor that is given its address completes and checks while a curator types.
    """
    # What makes it takes a while to load, and few ask for it.
    from api.http import json_schemas

    return json_schemas.answer(kind)
