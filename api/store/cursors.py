"""Cursors: opaque texts that say after which record of which list to go on.

A cursor holds the sort keys of the last record of a page (keyset pagination), so that a page deep
in a list costs what the first one does; a fingerprint of the list, so that it fits no other; and
one of itself, so that a changed one is refused.
"""

import base64
import hashlib
import json
from collections.abc import Sequence
from typing import Any

SORTED = json.JSONEncoder(sort_keys=True)
COMPACT = json.JSONEncoder(separators=(",", ":"))

Key = list[str | int]


class BadCursor(ValueError):
    """A text that is no cursor of this list."""


def fingerprint(*parts: Any) -> str:
    """Return a short text that is the same for the same list."""
    text = SORTED.encode(parts)
    return hashlib.blake2b(text.encode(), digest_size=6).hexdigest()


def encode(mark: str, key: Sequence[str | int]) -> str:
    """Return the cursor after a record with these sort keys."""
    text = COMPACT.encode([mark, *key, fingerprint(mark, *key)])
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def decode(mark: str, cursor: str, like: Sequence[type]) -> Key:
    """Return the sort keys in a cursor, which must be of these types; raise BadCursor."""
    try:
        padded = cursor.encode("ascii") + b"=" * (-len(cursor) % 4)
        values = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
    except (ValueError, RecursionError) as error:
        raise BadCursor("Is not a cursor.") from error
    if not isinstance(values, list) or values[:1] != [mark]:
        raise BadCursor("Belongs to another list.")
    key = values[1:-1]
    whole = encode(mark, key) == cursor and all(map(storable, key))
    if not whole or [type(value) for value in key] != list(like):
        raise BadCursor("Is not a cursor of this list.")
    return key


def storable(value: Any) -> bool:
    """Tell whether a database can compare a value: 64 bits of a number, text that is UTF-8."""
    if isinstance(value, int):
        return -(2**63) <= value < 2**63
    return isinstance(value, str) and value.encode(errors="ignore").decode() == value
