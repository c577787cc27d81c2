"""How wide words are and where lines break."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.pictures.lettering import width, wrapped


@pytest.mark.parametrize(
    ("text", "bold", "expected"),
    [("", False, 0.0), ("i", False, 2.22), ("W", False, 9.44), ("i", True, 2.78), ("Київ", False, 19.51), ("\U0001f54a", False, 10.0)],
)  # fmt: skip
def test_a_text_has_a_width(text: str, bold: bool, expected: float) -> None:
    assert width(text, 10, bold) == pytest.approx(expected, abs=0.02)


@pytest.mark.parametrize(
    ("text", "room", "lines"),
    [
        ("", 100, [""]),
        ("Is the strait open?", 1000, ["Is the strait open?"]),
        ("Is the strait open?", 60, ["Is the strait", "open?"]),
        ("Is  the\nstrait", 1000, ["Is the strait"]),
        ("unbreakable", 25, ["unbr", "eaka", "ble"]),
    ],
)
def test_lines_break_between_words(text: str, room: float, lines: list[str]) -> None:
    assert wrapped(text, room, 10) == lines


@given(st.text(max_size=80), st.floats(min_value=5, max_value=200), st.booleans())
def test_no_line_is_too_wide_and_no_letter_is_lost(text: str, room: float, bold: bool) -> None:
    lines = wrapped(text, room, 10, bold)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(width(line, 10, bold) <= room or len(line) == 1 for line in lines)
