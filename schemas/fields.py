"""One small class for each kind of value that a record holds."""

import re
from typing import Any, cast

from marshmallow import Schema, ValidationError, fields, validate

from schemas import edtf

SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
LINES = r"\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069"
TEXT = rf"^[^\s{LINES}]([^{LINES}]*[^\s{LINES}])?$"


class Whole(validate.Regexp):
    """A pattern that the whole value must match; `match` alone lets a line break end it."""

    def __call__(self, value: Any) -> Any:
        """Return the value or raise ValidationError."""
        if self.regex.fullmatch(value) is None:
            raise ValidationError(self._format_error(value))
        return value


class Slug(fields.String):
    """A permanent identifier: lower-case letters, digits and single hyphens."""

    def __init__(self, **kwargs: Any) -> None:
        error = "Must be lower-case letters, digits and single hyphens, such as 'kyiv-2'."
        super().__init__(validate=[Whole(SLUG, error=error), validate.Length(max=100)], **kwargs)


class Aliases(fields.List[Any]):
    """The ids that a record had before its own, oldest first; they lead to it for good."""

    def __init__(self) -> None:
        told = "Ids that it had before, oldest first."
        former = {"description": "An id that it had before.", "examples": ["former-id"]}
        super().__init__(Slug(metadata=former), load_default=list, metadata={"description": told})


class Text(fields.String):
    """One paragraph in our own words or, in a quote, in an official's: not blank, no line breaks.

    `longest` counts characters.
    """

    def __init__(self, longest: int = 1000, **kwargs: Any) -> None:
        self.longest = longest
        error = "Must be text without line breaks, control characters or space at its ends."
        metadata = {"maxLength": longest} | kwargs.pop("metadata", {})
        form: validate.Validator = Whole(TEXT, error=error)
        super().__init__(validate=(form, self.measure), metadata=metadata, **kwargs)

    def measure(self, value: str) -> None:
        """Say by how much a text is too long."""
        if len(value) > self.longest:
            raise ValidationError(
                f"Has {len(value)} characters; at most {self.longest} are allowed."
            )


class PartialDate(fields.String):
    """A date as precise as it is known, in EDTF (see `schemas.edtf`)."""

    def __init__(self, **kwargs: Any) -> None:
        metadata = {"format": "edtf"} | kwargs.pop("metadata", {})
        super().__init__(metadata=metadata, **kwargs)

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> str:
        text: str = super()._deserialize(value, attr, data, **kwargs)
        try:
            edtf.bounds(text)
        except ValueError as error:
            raise ValidationError(str(error)) from error
        return text


class Code(fields.String):
    """A value of one of the codebook's vocabularies."""

    def __init__(self, vocabulary: str, **kwargs: Any) -> None:
        self.target = f"codebook.{vocabulary}"
        super().__init__(**kwargs)


class Reference(fields.String):
    """The id of another record of the dataset; `target` is its kind, such as `parties`."""

    def __init__(self, target: str, **kwargs: Any) -> None:
        self.target = target
        super().__init__(**kwargs)


class Placed(Reference):
    """The id of the record under which another one is written; it follows from that place."""

    def __init__(self, target: str, **kwargs: Any) -> None:
        super().__init__(target, dump_only=True, **kwargs)


class Label(fields.String):
    """The readable name of what a sibling member refers to; derived, never written by hand."""

    def __init__(self, of: str, **kwargs: Any) -> None:
        self.of = of
        described = {"description": f"Readable name of `{of}`."} | kwargs.pop("metadata", {})
        super().__init__(dump_only=True, metadata=described, **kwargs)

    @property
    def sibling(self) -> Code | Reference:
        """The member that it is the label of."""
        shape = cast(Schema, self.parent)
        return cast(Code | Reference, shape.fields[self.of])


class Derived(fields.String):
    """A text that follows from other members; never written by hand."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(dump_only=True, **kwargs)


class Day(Derived):
    """A day that follows from other members: `2025-03-13`."""

    def __init__(self, **kwargs: Any) -> None:
        metadata = {"format": "date"} | kwargs.pop("metadata", {})
        super().__init__(metadata=metadata, **kwargs)


class Count(fields.Integer):
    """A number of records; derived, never written by hand."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(dump_only=True, validate=validate.Range(min=0), **kwargs)


class Link(fields.Url):
    """An http or https address."""

    def __init__(self, **kwargs: Any) -> None:
        metadata = {"format": "uri"} | kwargs.pop("metadata", {})
        super().__init__(schemes={"http", "https"}, metadata=metadata, **kwargs)


class Language(fields.String):
    """A language tag of two or three letters (BCP 47, ISO 639)."""

    def __init__(self, **kwargs: Any) -> None:
        tag = Whole(r"^[a-z]{2,3}$", error="Must be a language tag such as 'en'.")
        super().__init__(validate=tag, **kwargs)


class Digest(fields.String):
    """A SHA-256 in hexadecimal."""

    def __init__(self, **kwargs: Any) -> None:
        digest = Whole(r"^[0-9a-f]{64}$", error="Must be 64 hexadecimal digits.")
        super().__init__(validate=digest, **kwargs)


class LineRange(fields.String):
    """The first and the last line of an article in an archived text: `84-142`, from 1."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> str:
        text: str = super()._deserialize(value, attr, data, **kwargs)
        match = re.fullmatch(r"([1-9]\d{0,6})-([1-9]\d{0,6})", text, re.ASCII)
        if match is None or int(match[1]) > int(match[2]):
            raise ValidationError("Must be a first and a last line, such as '84-142'.")
        return text
