"""Full text search: any text is safe, case and diacritics do not matter.

What is written together, such as `cease-fire`, has to stand together; its last word, like a word
that stands alone, is found from its beginning.
"""

import sqlalchemy as sa

from api.store.dialects import dialect_of
from api.store.marks import Marks, marked, nothing
from api.store.words import Phrases, words_in


def holding(connection: sa.Connection, kind: str, size: int, text: str) -> Marks:
    """Mark the records of a kind, `size` in number, that hold all of a text."""
    if phrases := phrases_in(text):
        return marked(dialect_of(connection).holding(connection, kind, size, phrases))
    return nothing(size)


def phrases_in(text: str) -> Phrases:
    """Return what is written together in a text, each as its words."""
    return [words for part in text.replace("\0", " ").split() if (words := words_in(part))]
