from typing import Any

import pytest

from api.dataset.reading import Unreadable, read


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("a: b", {"a": "b"}),
        ("a: no", {"a": "no"}),
        ("a: 012", {"a": "012"}),
        ("a: 1:30", {"a": "1:30"}),
        ("a: 2024-02-30", {"a": "2024-02-30"}),
        ("a: 1e3", {"a": "1e3"}),
        ("a: null", {"a": None}),
        ("a: ~", {"a": None}),
        ("a:", {"a": None}),
        ("a: 'null'", {"a": "null"}),
        ('a: ""', {"a": ""}),
        ("- a\n- [b, c]", ["a", ["b", "c"]]),
        ("a: >-\n  x\n  y", {"a": "x y"}),
        ("a: é", {"a": "é"}),
        ("<<: x", {"<<": "x"}),
        ("scalar", "scalar"),
    ],
)
def test_scalars_stay_text(text: str, data: Any) -> None:
    assert read(text.encode())[0] == data


def test_lines_of_members_are_kept() -> None:
    _, lines, _ = read(b"# head\na:\n  - b: 1\n    c: 2\n  - d\ne: f\n")
    assert lines == {
        (): 1,
        ("a",): 2,
        ("a", 0): 3,
        ("a", 0, "b"): 3,
        ("a", 0, "c"): 4,
        ("a", 1): 5,
        ("e",): 6,
    }


LAUGHS = "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"


@pytest.mark.parametrize(
    ("content", "line", "reason"),
    [
        (b"", 1, "is empty."),
        (b"# only a comment\n", 2, "is empty."),
        (b"a: 1\nb: [\n", 3, "is not YAML: did not find expected node content."),
        (b"a: 1\n\tb: 2\n", 2, "is not YAML: found a tab character that violates indentation."),
        (b"a: 1\n--- \nb: 2\n", 2, "holds more than one document."),
        (b"a: \xff\xfe\n", 1, "is not UTF-8 text."),
        (b"x: y\na: \xe9\n", 2, "is not UTF-8 text."),
        ("a: é".encode("utf-16"), 1, "is not UTF-8 text."),
        (b"a: \x07\n", 1, "is not YAML: control characters are not allowed."),
        (LAUGHS.encode(), 1, "has an anchor or alias; write the value out."),
        (b"a: &a [*a]", 1, "has an anchor or alias; write the value out."),
        (b"a: !!python/object:os.system x", 1, "has the tag 'tag:yaml.org,2002:python/object:os.system'; write plain values."),
        (b"? [a]\n: b\n", 1, "has a key that is not text."),
        (b"[" * 5000, 1, "is nested more than 20 deep."),
        (b"{a: " * 5000, 1, "is nested more than 20 deep."),
    ],
)  # fmt: skip
def test_what_is_not_plain_yaml_is_refused(content: bytes, line: int, reason: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read(content)
    assert (caught.value.line, caught.value.reason) == (line, reason)


def test_a_key_that_comes_twice_does_not_hide_the_rest() -> None:
    data, lines, faults = read(b"a: 1\na: {b: 2}\nc: {d: 3, d: 4}\ne: 5\n")
    assert data == {"a": "1", "c": {"d": "3"}, "e": "5"}
    assert lines[("e",)] == 4
    assert faults == [(2, "has the key 'a' twice."), (3, "has the key 'd' twice.")]
