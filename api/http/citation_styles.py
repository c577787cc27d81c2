"""A citation as text, BibTeX and RIS; each follows from the same work in CSL-JSON."""

from collections.abc import Callable, Mapping
from typing import Any

Work = Mapping[str, Any]

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# BibTeX counts braces also behind a backslash, so that `\{` would leave an entry open.
LATEX = str.maketrans(
    {character: f"\\{character}" for character in "&%$#_"}
    | {
        "\\": "{\\textbackslash}",
        "{": "{\\textbraceleft}",
        "}": "{\\textbraceright}",
        "~": "{\\textasciitilde}",
        "^": "{\\textasciicircum}",
    }
)


def text(work: Work) -> str:
    """Return a citation as people write it."""
    day = "-".join(f"{part:02}" for part in issued(work)) or work["version"]
    within = [f"In: {work['container-title']}"] if "container-title" in work else []
    parts = [work["title"], *within, f"Version {work['version']}", work["note"]]
    return f"{author(work)} ({day}). {' '.join(map(sentence, parts))} {work['URL']}\n"


def bibtex(work: Work) -> str:
    """Return a citation as an entry of BibTeX; what classic styles leave out stands elsewhere."""
    published = [work.get("container-title"), f"version {work['version']}"]
    date = issued(work)
    members = {
        "author": f"{{{{{latex(author(work))}}}}}",
        "title": f"{{{{{latex(work['title'])}}}}}",
        "howpublished": f"{{{latex(', '.join(filter(None, published)))}}}",
        "year": f"{{{date[0]}}}" if date else None,
        "month": MONTHS[date[1] - 1] if date[1:] else None,
        "url": f"{{{work['URL']}}}",
        "note": f"{{{latex(work['note'])}}}",
    }
    lines = [f",\n  {name} = {value}" for name, value in members.items() if value]
    return f"@misc{{{work['id']}{''.join(lines)}\n}}\n"


def ris(work: Work) -> str:
    """Return a citation as a record of RIS: one line a tag, the last one empty."""
    date = issued(work)
    tags = {
        "TY": "DATA",
        "ID": work["id"],
        "AU": author(work),
        "TI": work["title"],
        "T2": work.get("container-title"),
        "PY": f"{date[0]}" if date else None,
        "DA": "/".join(f"{part:02}" for part in date),
        "ET": work["version"],
        "UR": work["URL"],
        "N1": work["note"],
    }
    lines = [f"{tag}  - {' '.join(value.split())}\r\n" for tag, value in tags.items() if value]
    return f"{''.join(lines)}ER  - \r\n"


def author(work: Work) -> str:
    """Return who made a work."""
    name: str = work["author"][0]["literal"]
    return name


def issued(work: Work) -> list[int]:
    """Return the year, month and day of a work; nothing of one that was not released."""
    date: list[int] = work["issued"]["date-parts"][0] if "issued" in work else []
    return date


def sentence(text: str) -> str:
    """Return a text with a full stop, unless it ends otherwise."""
    return text if text.endswith((".", "?", "!")) else f"{text}."


def latex(text: str) -> str:
    """Return a text that LaTeX prints as it is; letters beyond ASCII stay."""
    return text.translate(LATEX)


STYLES: dict[str, Callable[[Work], str]] = {"text": text, "bibtex": bibtex, "ris": ris}
