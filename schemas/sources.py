"""Where positions are told: articles and documents."""

from typing import Any

import marshmallow as ma
from marshmallow import fields

from schemas.base import CountedSchema, about
from schemas.fields import (
    Aliases,
    Code,
    Digest,
    Label,
    Language,
    LineRange,
    Link,
    PartialDate,
    Reference,
    Text,
)
from schemas.parameters import AnyOf, Sort, Words
from schemas.queries import ListQuery


class SourceSchema(CountedSchema):
    """A source."""

    class Meta:
        description = "One distinct article or document, as it was read."

    noun = "source"
    label = "title"
    specimen = "agency-2025-03-11"

    title = Text(longest=300, required=True, metadata=about("Headline.", "Talks end in Jeddah"))
    publisher = Text(
        load_default=None, metadata=about("Who published this rendition.", "An agency")
    )
    authors = fields.List(
        Text(metadata=about("Name as printed.", "A. Reporter")),
        load_default=list,
        metadata={"description": "Authors as printed."},
    )
    published_on = PartialDate(
        load_default=None, metadata=about("Day of publication, in EDTF.", "2025-03-11")
    )
    url = Link(load_default=None, metadata=about("Address, if seen.", "https://example.org/jeddah"))
    archive_url = Link(
        load_default=None, metadata=about("Archived copy.", "https://example.org/archive/jeddah")
    )
    language = Language(required=True, metadata=about("Language of this rendition.", "en"))
    kind = Code("source_kind", required=True, metadata=about("What it is.", "news"))
    kind_label = Label("kind")
    rendition = Code(
        "rendition", required=True, metadata=about("How it relates to the original.", "reprint")
    )
    rendition_label = Label("rendition")
    extent = Code("extent", required=True, metadata=about("How much of it was read.", "whole"))
    extent_label = Label("extent")
    grade = Code(
        "grade",
        load_default=None,
        metadata=about("How far what was read can be relied on; null if it was not read.", "a"),
    )
    grade_label = Label("grade", allow_none=True)
    rendition_of = Reference(
        "sources",
        load_default=None,
        metadata=about("`id` of the original, if this is none.", "agency-2025-03-11"),
    )
    origin = Reference(
        "sources",
        dump_only=True,
        metadata=about("`id` of the original; renditions of one share it.", "agency-2025-03-11"),
    )
    text_sha256 = Digest(load_default=None, metadata=about("Hash of the archived text.", "0" * 64))
    text_lines = LineRange(
        load_default=None, metadata=about("The article's lines in the archived text.", "84-142")
    )
    note = Text(
        load_default=None, metadata=about("How it was identified.", "The page names its agency.")
    )
    aliases = Aliases()

    @ma.validates_schema
    def check_grade(self, data: dict[str, Any], **kwargs: Any) -> None:
        """Ask for a grade of whatever was read, and of nothing else."""
        if bool(data["grade"]) == (data["extent"] == "unread"):
            raise ma.ValidationError("What was read has a grade, what was not has none.", "grade")


class SourcesQuery(ListQuery):
    """What sources can be asked for."""

    kind = AnyOf(Code("source_kind"))
    rendition = AnyOf(Code("rendition"))
    extent = AnyOf(Code("extent"))
    grade = AnyOf(Code("grade"))
    language = AnyOf(Language())
    origin = AnyOf(Reference("sources"))
    q = Words("title", "publisher", "authors")
    sort = Sort(
        {
            "published_on": "published_on",
            "title": "title",
            "position_count": "position_count",
            "id": "id",
        },
        "-published_on",
    )
