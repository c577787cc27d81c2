"""Problem details (RFC 9457)."""

import marshmallow as ma
from marshmallow import fields

from schemas.base import about


class InvalidParameterSchema(ma.Schema):
    """One reason why a request was refused."""

    class Meta:
        description = "One reason why a request was refused."

    name = fields.String(required=True, metadata=about("Parameter at fault.", "party"))
    reason = fields.String(
        required=True,
        metadata=about(
            "What is wrong with it.", "There is no party 'rusia'; did you mean 'russia'?"
        ),
    )


class ProblemSchema(ma.Schema):
    """Why a request failed."""

    class Meta:
        description = "Problem details (RFC 9457)."

    type = fields.String(
        required=True,
        metadata=about("Kind of problem.", "about:blank") | {"format": "uri-reference"},
    )
    title = fields.String(required=True, metadata=about("The status in words.", "Bad Request"))
    status = fields.Integer(required=True, metadata=about("The status.", 400))
    detail = fields.String(
        required=True, metadata=about("What went wrong.", "The request has invalid parameters.")
    )
    instance = fields.String(
        required=True,
        metadata=about("The path asked for.", "/v1/positions") | {"format": "uri-reference"},
    )
    errors = fields.List(
        fields.Nested(InvalidParameterSchema),
        metadata={"description": "Each parameter at fault."},
    )
