"""Frozen, numbered states of the whole dataset."""

from marshmallow import fields

from schemas.base import RecordSchema, Shape, about
from schemas.fields import Count, Digest, PartialDate, Text, Whole
from schemas.parameters import Sort, Words
from schemas.queries import ListQuery

VERSION = r"^(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})$"


class Version(fields.String):
    """A version of three numbers (Semantic Versioning 2.0.0)."""

    def __init__(self, **kwargs: object) -> None:
        form = Whole(VERSION, error="Must be three numbers such as '1.2.0'.")
        super().__init__(validate=form, **kwargs)  # type: ignore[arg-type]


class CountSchema(Shape):
    """How many records of a kind there are."""

    class Meta:
        description = "How many records of a kind there are."

    kind = fields.String(required=True, metadata=about("Kind of record.", "positions"))
    total = fields.Integer(required=True, metadata=about("Records of it.", 834))


class ReleaseFileSchema(Shape):
    """A file that holds a release, or a part of it."""

    class Meta:
        description = "A file that holds a whole release, a table of it, or what describes them."

    name = fields.String(
        required=True,
        metadata=about("Its name; `/v1/releases/{id}/files/{name}` sends it.", "positions.csv"),
    )
    media_type = fields.String(required=True, metadata=about("What it is.", "text/csv"))
    size = fields.Integer(required=True, metadata=about("Its bytes.", 1000000))
    sha256 = Digest(required=True, metadata=about("Hash of its bytes.", "0" * 64))
    description = fields.String(
        required=True, metadata=about("What it holds.", "One row for each position.")
    )


class ReleaseSchema(RecordSchema):
    """A release."""

    class Meta:
        description = "A frozen, numbered state of the whole dataset, which is never edited."

    noun = "release"
    label = "id"
    specimen = "1.0.0"

    id = Version(required=True, metadata=about("Its number.", "1.0.0"))
    number = Count(metadata=about("Its place in the order of releases, from 1.", 1))
    released_on = PartialDate(required=True, metadata=about("Day of the release.", "2026-11-22"))
    notes = Text(
        longest=4000, required=True, metadata=about("What changed, for readers.", "First release.")
    )
    codebook_version = Text(required=True, metadata=about("Version of its codebook.", "1.1.0"))
    previous = Version(
        load_default=None, metadata=about("The release before it; null of the first.", "0.9.0")
    )
    previous_sha256 = Digest(
        load_default=None, metadata=about("Hash of that release's records.", "0" * 64)
    )
    sha256 = Digest(required=True, metadata=about("Hash of its frozen records.", "0" * 64))
    size = fields.Integer(required=True, metadata=about("Bytes of its frozen records.", 1000000))
    seal = Digest(
        required=True,
        metadata=about("Hash of the other members that are written, as sorted JSON.", "0" * 64),
    )
    counts = fields.List(
        fields.Nested(CountSchema),
        required=True,
        metadata={"description": "Records by kind."},
    )
    files = fields.List(
        fields.Nested(ReleaseFileSchema),
        dump_only=True,
        metadata={"description": "The release as files to download."},
    )


class ReleasesQuery(ListQuery):
    """What releases can be asked for."""

    q = Words("notes")
    sort = Sort({"number": "number", "id": "id"}, "-number")
