"""How programs find the API: a set of links (RFC 9264), as the catalogue of APIs (RFC 9727)."""

from typing import Any

import marshmallow as ma
from marshmallow import fields

from schemas.base import about


class TargetSchema(ma.Schema):
    """What a link leads to."""

    class Meta:
        description = "What a link leads to."

    href = fields.String(
        required=True,
        metadata=about("Its address.", "https://example.org/docs") | {"format": "uri"},
    )
    type = fields.String(metadata=about("Its media type.", "text/html"))


class Targets(fields.List[Any]):
    """The links of one relation."""

    def __init__(self, description: str, **kwargs: Any) -> None:
        super().__init__(fields.Nested(TargetSchema), metadata=about(description), **kwargs)


class LinkedSchema(ma.Schema):
    """What links are about, and the links by their relations."""

    class Meta:
        description = "What links are about, and the links by their relations."

    anchor = fields.String(
        required=True,
        metadata=about("What they are about.", "https://example.org/v1/") | {"format": "uri"},
    )
    item = Targets("An API of this service.")
    service_desc = Targets("The description for programs.", data_key="service-desc")
    service_doc = Targets("The description for people.", data_key="service-doc")
    status = Targets("Whether the service answers.")
    license = Targets("The licence of the data.")


class LinksetSchema(ma.Schema):
    """A set of links."""

    class Meta:
        description = "A set of links."

    linkset = fields.List(
        fields.Nested(LinkedSchema), required=True, metadata=about("What is linked to what.")
    )
