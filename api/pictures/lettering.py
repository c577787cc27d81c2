"""How wide words are in the letters that pictures are drawn with, and where lines break."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "fonts"
FONTS = {False: FOLDER / "LiberationSans-Regular.ttf", True: FOLDER / "LiberationSans-Bold.ttf"}


@cache
def advances(bold: bool) -> dict[int, float]:
    """Return how wide each character is, as a share of the letters' size."""
    from fontTools.ttLib import TTFont

    with TTFont(FONTS[bold], lazy=True) as font:
        unit, widths = font["head"].unitsPerEm, font["hmtx"].metrics
        return {code: widths[name][0] / unit for code, name in font.getBestCmap().items()}


def width(text: str, size: float, bold: bool = False) -> float:
    """Return how wide a text is; a character that the font lacks counts as a whole square."""
    known = advances(bold)
    return size * sum(known.get(ord(character), 1.0) for character in text)


def wrapped(text: str, room: float, size: float, bold: bool = False) -> list[str]:
    """Return a text in lines that fit into a width; a word that is wider alone is broken."""
    lines = [""]
    for word in text.split():
        for piece in pieces(word, room, size, bold):
            longer = f"{lines[-1]} {piece}".lstrip()
            if lines[-1] and width(longer, size, bold) > room:
                lines.append(piece)
            else:
                lines[-1] = longer
    return lines


def pieces(word: str, room: float, size: float, bold: bool) -> Iterator[str]:
    """Return a word in as few pieces as fit into a width."""
    piece = ""
    for character in word:
        if piece and width(piece + character, size, bold) > room:
            yield piece
            piece = ""
        piece += character
    yield piece
