"""How the dataset and its positions are cited: as CSL-JSON, from which the other styles follow."""

import marshmallow as ma
from marshmallow import fields

from schemas.base import about
from schemas.parameters import Choice
from schemas.queries import Reading

STYLES = ("text", "bibtex", "ris", "csl-json")


class CitationQuery(Reading):
    """What a citation can be asked for."""

    class Meta:
        fields = ("style", "release")

    style = Choice(
        "style",
        STYLES,
        "Style of the citation; without it, `Accept` decides, and `text` is the usual one.",
    )


class AuthorSchema(ma.Schema):
    """Who made a cited work, as one name."""

    class Meta:
        description = "Who made a cited work, as one name that is not taken apart."

    literal = fields.String(required=True, metadata=about("The name.", "The Parley authors"))


class IssuedSchema(ma.Schema):
    """The day on which a cited release was made."""

    class Meta:
        description = "The day on which a cited release was made."

    date_parts = fields.List(
        fields.List(fields.Integer(metadata={"examples": [2026]})),
        data_key="date-parts",
        required=True,
        metadata=about("Year, month and day."),
    )


class CitedSchema(ma.Schema):
    """A cited work in CSL-JSON."""

    class Meta:
        description = "A cited work, as reference managers and citation processors read it."

    id = fields.String(required=True, metadata=about("Key of the citation.", "parley-1.0.0"))
    type = fields.String(required=True, metadata=about("Always `dataset`.", "dataset"))
    author = fields.List(fields.Nested(AuthorSchema), required=True, metadata=about("Who made it."))
    title = fields.String(
        required=True, metadata=about("What is cited.", "Russia, 2025-03-13: Is it so?")
    )
    container_title = fields.String(
        data_key="container-title",
        metadata=about("The dataset, if a part of it is cited.", "Ukraine peace talks"),
    )
    issued = fields.Nested(
        IssuedSchema, metadata={"description": "Day of the release; left out of a draft."}
    )
    version = fields.String(
        required=True, metadata=about("Release, or `draft` if it is none.", "1.0.0")
    )
    url = fields.String(
        data_key="URL",
        required=True,
        metadata=about("Its address in that release.", "https://example.org/v1/?release=1.0.0")
        | {"format": "uri"},
    )
    note = fields.String(required=True, metadata=about("Its licence.", "Licence: CC-BY-4.0"))
