"""Each style is read back by a program that reads it."""

import re
from pathlib import Path
from typing import Any

import citeproc
import pytest
import rispy
from citeproc import (
    Citation,
    CitationItem,
    CitationStylesBibliography,
    CitationStylesStyle,
    formatter,
)
from citeproc.source.json import CiteProcJSON
from pybtex.database import parse_string
from pylatexenc import latex2text

from api.http.citation_styles import bibtex, ris, text

WORK = {
    "id": "parley-1.0.0-north-1",
    "type": "dataset",
    "author": [{"literal": "The Parley authors"}],
    "title": "North, 2020-01-12: Is the strait open?",
    "container-title": "Talks over the strait",
    "issued": {"date-parts": [[2020, 4, 1]]},
    "version": "1.0.0",
    "URL": "https://example.org/v1/positions/north-1?release=1.0.0",
    "note": "Licence: CC-BY-4.0",
}
WHOLE = {name: value for name, value in WORK.items() if name != "container-title"}
OFFICIAL = Path(citeproc.__file__).parent / "data" / "schema" / "schemas" / "styles"
DRAFT = {name: value for name, value in WORK.items() if name != "issued"} | {"version": "draft"}
TITLES = [
    "Is the strait open?",
    "Чи відкрита протока «Київ»?",
    '“Quoted” and "quoted", it\'s',
    "海峡は開いているか",
    "100% & #1_$ of ~5^2 at C:\\strait",
    "{both} braces, } one { and {another",
    "TY - JOUR, @misc{x}, title = {y}",
]
LETTERS = {"textbraceleft": "{", "textbraceright": "}", "textasciicircum": "^"}


def unlatex(value: str) -> str:
    """Return what LaTeX prints."""
    known = latex2text.get_default_latex_context_db()
    macros = [latex2text.MacroTextSpec(name, letter) for name, letter in LETTERS.items()]
    known.add_context_category("letters", prepend=True, macros=macros)
    printed: str = latex2text.LatexNodes2Text(latex_context=known).latex_to_text(value)
    return printed


def entry(work: dict[str, Any]) -> tuple[str, Any]:
    ((key, one),) = parse_string(bibtex(work), "bibtex").entries.items()
    return key, one


def test_text_is_a_sentence_with_the_address_at_its_end() -> None:
    assert text(WORK) == (
        "The Parley authors (2020-04-01). North, 2020-01-12: Is the strait open? "
        "In: Talks over the strait. Version 1.0.0. Licence: CC-BY-4.0. "
        "https://example.org/v1/positions/north-1?release=1.0.0\n"
    )


@pytest.mark.parametrize(
    ("work", "part"),
    [
        (WHOLE, "Is the strait open? Version 1.0.0."),
        (WORK | {"title": "Talks"}, "Talks. In: Talks over the strait."),
        (DRAFT, "The Parley authors (draft). North"),
        (WORK | {"issued": {"date-parts": [[2020]]}}, "The Parley authors (2020). North"),
    ],
)
def test_text_says_what_is_known(work: dict[str, Any], part: str) -> None:
    assert part in text(work)


def test_bibtex_is_an_entry() -> None:
    key, one = entry(WORK)
    assert (key, one.type) == ("parley-1.0.0-north-1", "misc")
    assert dict(one.fields) == {
        "title": "{North, 2020-01-12: Is the strait open?}",
        "howpublished": "Talks over the strait, version 1.0.0",
        "year": "2020",
        "month": "April",
        "url": "https://example.org/v1/positions/north-1?release=1.0.0",
        "note": "Licence: CC-BY-4.0",
    }
    assert [person.last_names for person in one.persons["author"]] == [["{The Parley authors}"]]


@pytest.mark.parametrize(
    ("work", "published", "dated"),
    [
        (WHOLE, "version 1.0.0", {"year", "month"}),
        (DRAFT, "Talks over the strait, version draft", set()),
        (WORK | {"issued": {"date-parts": [[2020]]}}, "Talks over the strait, version 1.0.0", {"year"}),
    ],
)  # fmt: skip
def test_bibtex_invents_nothing(work: dict[str, Any], published: str, dated: set[str]) -> None:
    _, one = entry(work)
    assert one.fields["howpublished"] == published
    assert {"year", "month"} & set(one.fields) == dated


@pytest.mark.parametrize("title", TITLES)
def test_bibtex_keeps_every_letter(title: str) -> None:
    _, one = entry(WORK | {"title": title})
    assert unlatex(one.fields["title"]) == title
    assert set(one.fields) == {"title", "howpublished", "year", "month", "url", "note"}


def test_ris_is_a_record() -> None:
    assert rispy.loads(ris(WORK)) == [
        {
            "type_of_reference": "DATA",
            "id": "parley-1.0.0-north-1",
            "authors": ["The Parley authors"],
            "title": "North, 2020-01-12: Is the strait open?",
            "secondary_title": "Talks over the strait",
            "year": "2020",
            "date": "2020/04/01",
            "edition": "1.0.0",
            "urls": ["https://example.org/v1/positions/north-1?release=1.0.0"],
            "notes": ["Licence: CC-BY-4.0"],
        }
    ]


@pytest.mark.parametrize("title", TITLES)
def test_ris_keeps_every_letter(title: str) -> None:
    (one,) = rispy.loads(ris(WORK | {"title": title}))
    assert one["title"] == title


@pytest.mark.parametrize("broken", ["a\nER  - \nb", "a\r\nER  - \r\nb", "a\u2028ER  - \x85b"])
def test_ris_is_one_line_a_tag(broken: str) -> None:
    lines = ris(WORK | {"title": broken}).split("\r\n")
    assert lines[:2] == ["TY  - DATA", "ID  - parley-1.0.0-north-1"]
    assert lines[3] == "TI  - a ER - b"
    assert lines[-2:] == ["ER  - ", ""]
    assert len(rispy.loads("\r\n".join(lines))) == 1


@pytest.mark.parametrize(("work", "dated"), [(WORK, True), (WHOLE, True), (DRAFT, False)])
def test_ris_invents_no_day(work: dict[str, Any], dated: bool) -> None:
    (one,) = rispy.loads(ris(work))
    assert ("year" in one, "date" in one) == (dated, dated)
    assert one["edition"] == work["version"]


@pytest.mark.parametrize(
    ("work", "parts"),
    [
        (WORK, ["The Parley authors (2020)", "Is the strait open?", "Talks over the strait", "https://example.org/v1/positions/north-1?release=1.0.0"]),
        (WHOLE, ["The Parley authors (2020)", "Is the strait open?"]),
        (DRAFT, ["The Parley authors (no date)", "Is the strait open?"]),
    ],
)  # fmt: skip
def test_csl_json_is_what_citation_processors_read(work: dict[str, Any], parts: list[str]) -> None:
    style = CitationStylesStyle("harvard-cite-them-right", validate=False)
    source = CiteProcJSON([work])
    bibliography = CitationStylesBibliography(style, source, formatter.plain)
    bibliography.register(Citation([CitationItem(work["id"])]))
    (written,) = map(str, bibliography.bibliography())
    assert [part for part in parts if part not in written] == []


@pytest.mark.parametrize("work", [WORK, WHOLE, DRAFT])
def test_csl_json_has_no_words_of_its_own(work: dict[str, Any]) -> None:
    files = ("csl-types.rnc", "csl-variables.rnc")
    types, variables = [
        set(re.findall(r'"([\w-]+)"', (OFFICIAL / file).read_text(encoding="utf-8")))
        for file in files
    ]
    assert work["type"] in types
    assert set(work) - variables == {"id", "type"}
