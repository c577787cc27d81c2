"""The words of a text, told apart as SQLite's FTS5 does with `unicode61 remove_diacritics 2`.

Words are runs of letters and digits, case does not matter, and Latin letters lose their diacritics;
those of other scripts keep theirs.
"""

import re
import unicodedata

Phrases = list[list[str]]

WORD = re.compile(r"[^\W_]+")
DIACRITICS = range(0x300, 0x332)
LONGEST = 500


class Folding(dict[int, str]):
    """What each character is taken for, found once."""

    def __missing__(self, code: int) -> str:
        """Fold a character that is met for the first time."""
        self[code] = "" if code in DIACRITICS else folded(chr(code))
        return self[code]


FOLDING = Folding()


def words_in(text: str) -> list[str]:
    """Return the words of a text, cut to a length that every engine takes."""
    return [word[:LONGEST] for word in WORD.findall(text.translate(FOLDING))]


def folded(letter: str) -> str:
    """Return a letter without case and, if it is Latin, without diacritics."""
    plain = letter.casefold() if len(letter.casefold()) == 1 else letter.lower()
    parts = unicodedata.normalize("NFD", plain)
    latin = parts[0].isascii() and parts[0].isalpha()
    return parts[0] if latin and all(map(unicodedata.combining, parts[1:])) else plain
