"""ETags of encoded answers: a strong one names its coding too (RFC 9110, 8.8.3)."""

import re

from werkzeug.http import parse_etags, unquote_etag

from api.serving.codings import CODINGS, IDENTITY

SUFFIX = re.compile(rf'-(?:{"|".join(CODINGS)})(?=")')


def tagged(tag: str, coding: str) -> str:
    """Return the tag of an answer in a coding; a weak one is that of all of them."""
    if coding == IDENTITY or not tag or tag.startswith("W/"):
        return tag
    return f'{tag[:-1]}-{coding}"'


def untagged(header: str) -> str:
    """Return a list of tags as those of answers that are not encoded."""
    return SUFFIX.sub("", header)


def names(header: str, tag: str) -> bool:
    """Tell whether an `If-None-Match` names a tag; it is compared weakly."""
    if header == tag:
        return True
    known, _ = unquote_etag(tag)
    return parse_etags(header).contains_weak(str(known))
