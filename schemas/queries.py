"""What a client may ask: one small class for each kind of query parameter.

Parameters of different names mean AND, several values of one mean OR. Every class knows the
`member` of the record that it looks at; how it selects is the store's business.
"""

from collections.abc import Mapping
from typing import Any, ClassVar

import marshmallow as ma
from marshmallow import fields, validate

from schemas import edtf
from schemas.base import RecordSchema, Shape, about, nearest
from schemas.fields import Code, PartialDate, Reference

WORDLIKE = r"^[^\x00-\x1f\x7f]*[^\W_][^\x00-\x1f\x7f]*$"


class CommaList(fields.List[Any]):
    """Many values in one parameter: comma-separated, repeated, or both."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> list[Any]:
        words = [word.strip() for chunk in value for word in chunk.split(",")]
        unique = list(dict.fromkeys(word for word in words if word))
        if not unique:
            raise ma.ValidationError("Names no value.")
        return super()._deserialize(unique, attr, data, **kwargs)


class ChoiceList(CommaList):
    """Many values, each one of a few known words."""

    def __init__(self, choices: list[str], **kwargs: Any) -> None:
        self.choices = choices
        word = fields.String(metadata={"enum": choices})
        super().__init__(word, validate=self.check_known, **kwargs)

    def check_known(self, words: list[str]) -> None:
        """Refuse a word that is no choice, naming the nearest."""
        for word in words:
            if word not in self.choices:
                hint = nearest(word, {choice.removeprefix("-") for choice in self.choices})
                raise ma.ValidationError(f"There is no {word!r} here{hint}")


class AnyOf(CommaList):
    """Any of some values of a member, such as `party` or `citations.source`."""

    def __init__(self, inner: fields.String, member: str = "", **kwargs: Any) -> None:
        self.wanted_member = member
        super().__init__(inner, metadata=about("Any of these, comma-separated."), **kwargs)

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
        said = f"Only what may be dated {self.word} this EDTF date; overlap counts."
        super().__init__(metadata=about(said, "2025-03-13"))

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> str:
        text = super()._deserialize(value, attr, data, **kwargs)
        if edtf.bounds(text).earliest is None:
            raise ma.ValidationError("Must begin on a day: an open start selects nothing.")
        return text


class SaidFrom(DateFilter):
    """Matches what may have been said on or after the first day of a date."""

    word = "on or after"


class SaidTo(DateFilter):
    """Matches what may have been said on or before the last day of a date."""

    word = "on or before"


class Flag(fields.Boolean):
    """`true` or `false`."""

    def __init__(self, description: str) -> None:
        super().__init__(truthy={"true"}, falsy={"false"}, metadata=about(description, True))


class Words(fields.String):
    """Words that the members must hold, each from its beginning; case and diacritics are alike."""

    def __init__(self, *members: str) -> None:
        self.members = members
        told = f"Words in {', '.join(members)}; a word matches those that begin with it."
        error = "Must hold a letter or a digit, and no control characters."
        wordlike = validate.Regexp(WORDLIKE, error=error)
        super().__init__(
            validate=[validate.Length(max=200), wordlike], metadata=about(told, "ceasefire")
        )


class Sort(ChoiceList):
    """Members to sort by, each with `-` before it for descending; `keys` maps them to columns."""

    def __init__(self, keys: Mapping[str, str], default: str) -> None:
        self.keys = keys
        choices = [sign + key for key in keys for sign in ("", "-")]
        told = "Sorted by these, `-` before one for descending."
        super().__init__(choices, load_default=[default], metadata=about(told, [default]))

    def check_known(self, words: list[str]) -> None:
        """Refuse also a key that is given twice."""
        super().check_known(words)
        keys = [word.removeprefix("-") for word in words]
        if twice := [key for key in keys if keys.count(key) > 1]:
            raise ma.ValidationError(f"Sorts by {twice[0]!r} twice.")


class Facets(ChoiceList):
    """Members whose values are counted over all that matches; the counts sum to the total."""

    def __init__(self, *members: str) -> None:
        told = "Count the values of these members over all matches."
        super().__init__(list(members), metadata=about(told, [members[0]]))


class Limit(fields.Integer):
    """How many records a page holds at most."""

    def __init__(self) -> None:
        super().__init__(
            strict=True,
            load_default=50,
            validate=validate.Range(min=1, max=200),
            metadata=about("Most records on a page.", 20),
        )

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> Any:
        if not (value.isascii() and value.isdigit()):
            raise self.make_error("invalid", input=value)
        return super()._deserialize(int(value), attr, data, **kwargs)


class Query(Shape):
    """The query of any endpoint; on its own, of one that takes no parameter."""

    member_noun = "parameter"


class ListQuery(Query):
    """Base of every list's query; `record` is the shape of what it lists."""

    record: ClassVar[type[RecordSchema]]

    limit = Limit()
    cursor = fields.String(metadata=about("Where to go on, from `links.next`."))


def selecting(query: type[ListQuery], record: type[RecordSchema]) -> type[ListQuery]:
    """Return the query with a parameter `fields` that picks members of the record."""
    told = "Only these members; `id` is always there."
    members = ChoiceList(
        list(record().fields), data_key="fields", metadata=about(told, ["id", record.label])
    )
    own = {"members": members, "record": record, "__doc__": query.__doc__}
    return type(query.__name__, (query,), own)
