"""What a client may ask with: one small class for each kind of query parameter.

Parameters of different names mean AND, several values of one mean OR. Every class knows the
`member` of the record that it looks at; how it selects is the store's business.
"""

import re
from collections.abc import Mapping
from typing import Any

import marshmallow as ma
from marshmallow import fields, validate

from schemas import edtf
from schemas.base import MANY, about, nearest, quoted
from schemas.fields import Code, PartialDate, Reference, Whole

WORDLIKE = r"^[^\x00-\x1f\x7f]*[^\x00-\x2f\x3a-\x40\x5b-\x60\x7b-\x7f][^\x00-\x1f\x7f]*$"


class CommaList(fields.List[Any]):
    """Many values in one parameter: comma-separated, repeated, or both."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> list[Any]:
        words = [word.strip() for chunk in value for word in chunk.split(",")]
        unique = list(dict.fromkeys(word for word in words if word))
        if not unique:
            raise ma.ValidationError("Names no value.")
        return super()._deserialize(unique, attr, data, **kwargs)


class Choice(fields.String):
    """One of a few known words."""

    def __init__(self, noun: str, choices: tuple[str, ...], told: str, **kwargs: Any) -> None:
        self.noun, self.choices = noun, choices
        metadata = about(told, choices[0]) | {"enum": list(choices)}
        super().__init__(validate=self.check_known, metadata=metadata, **kwargs)

    def check_known(self, word: str) -> None:
        """Refuse a word that is no choice, naming the nearest."""
        if word not in self.choices:
            hint = nearest(word, self.choices, MANY)
            raise ma.ValidationError(f"There is no {self.noun} {quoted(word)}{hint}")


class ChoiceList(CommaList):
    """Many values, each one of a few known words."""

    noun = "value"

    def __init__(self, choices: list[str], **kwargs: Any) -> None:
        self.choices = choices
        word = fields.String(metadata={"enum": choices})
        super().__init__(word, validate=self.check_known, **kwargs)

    def check_known(self, words: list[str]) -> None:
        """Refuse a word that is no choice, naming the nearest."""
        for word in words:
            if word not in self.choices:
                hint = nearest(word, {choice.removeprefix("-") for choice in self.choices}, MANY)
                raise ma.ValidationError(f"There is no {self.noun} {quoted(word)}{hint}")


def told_of(inner: fields.String) -> str:
    """Say where the values of a parameter are found."""
    if isinstance(inner, Reference):
        return f"`id` of one of `/v1/{inner.target}`"
    if isinstance(inner, Code):
        return f"Value of the vocabulary `{inner.target.partition('.')[2]}` of `/v1/codebook`"
    return "Value of the member"


class AnyOf(CommaList):
    """Any of some values of a member, such as `party` or `citations.source`."""

    def __init__(self, inner: fields.String, member: str = "", **kwargs: Any) -> None:
        self.wanted_member = member
        super().__init__(inner, metadata=about(f"{told_of(inner)}; several mean any."), **kwargs)

    @property
    def member(self) -> str:
        """The member that is looked at; by default the one of the parameter's name."""
        return self.wanted_member or str(self.name)

    @property
    def target(self) -> str | None:
        """The kind of record or the vocabulary that the values belong to."""
        return self.inner.target if isinstance(self.inner, Code | Reference) else None


class AtLeast(Code):
    """A value of an ordered vocabulary: matches it and every stronger one."""

    def __init__(self, vocabulary: str) -> None:
        self.member = vocabulary
        super().__init__(vocabulary, metadata=about(f"This {vocabulary} or a stronger one."))


class DateFilter(PartialDate):
    """A date that is compared with the days that a member may mean."""

    word = ""

    def __init__(self, member: str) -> None:
        self.member = member
        told = (
            f"Only what may be dated {self.word} this: `2025`, `2025-03`, `2025-03-13` or an "
            "interval of two of them."
        )
        super().__init__(metadata=about(told))


class From(DateFilter):
    """Matches what may be dated on or after the first day of a date."""

    word = "on or after the first day of"

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> str:
        text = super()._deserialize(value, attr, data, **kwargs)
        if edtf.bounds(text).earliest is None:
            raise ma.ValidationError("Must begin on a day: an open start selects nothing.")
        return text


class Until(DateFilter):
    """Matches what may be dated on or before the last day of a date."""

    word = "on or before the last day of"


class Flag(fields.Boolean):
    """`true` or `false`."""

    def __init__(self, description: str) -> None:
        super().__init__(
            truthy={"true"},
            falsy={"false"},
            error_messages={"invalid": "Must be true or false."},
            metadata=about(description),
        )


class Words(fields.String):
    """Words that the members must hold, each from its beginning; case and diacritics are alike."""

    error = "Must hold a letter or a digit, and no control characters."

    def __init__(self, *members: str) -> None:
        self.members = members
        told = (
            f"Words that must all stand in {', '.join(members)}, each from its beginning. Case and "
            "diacritics do not matter; quotes and operators have no meaning."
        )
        form = Whole(WORDLIKE, error=self.error)
        short = validate.Length(max=200, error="Must have at most 200 characters.")
        super().__init__(validate=[short, form], metadata=about(told))

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> str:
        text: str = super()._deserialize(value, attr, data, **kwargs)
        if not any(map(str.isalnum, text)):
            raise ma.ValidationError(self.error)
        return text


class Sort(ChoiceList):
    """Members to sort by, each with `-` before it for descending; `keys` maps them to columns.

    A key that comes again has no effect: what it would order is ordered already.
    """

    noun = "sort key"

    def __init__(self, keys: Mapping[str, str], default: str) -> None:
        self.keys = keys
        choices = [sign + key for key in keys for sign in ("", "-")]
        told = "Sorted by these, `-` before one for descending."
        others = [f"`{key}` means `{column}`" for key, column in keys.items() if key != column]
        told = f"{told} {', '.join(others)}." if others else told
        super().__init__(choices, load_default=[default], metadata=about(told))


class Facets(ChoiceList):
    """Members whose values are counted over all that matches; the counts sum to the total."""

    noun = "facet"

    def __init__(self, *members: str) -> None:
        told = "Count the values of these members over all matches."
        super().__init__(list(members), metadata=about(told, [members[0]]))


class Members(ChoiceList):
    """Members that a response should hold."""

    noun = "member"


class Limit(fields.Integer):
    """How many records a page holds at most."""

    error = "Must be a whole number from 1 to 200."

    def __init__(self) -> None:
        super().__init__(
            strict=True,
            load_default=50,
            validate=validate.Range(min=1, max=200, error=self.error),
            metadata=about("Most records on a page."),
        )

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> Any:
        if not re.fullmatch(r"[0-9]{1,4}", value):
            raise ma.ValidationError(self.error)
        return super()._deserialize(int(value), attr, data, **kwargs)
