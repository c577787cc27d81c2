"""Edits of a copy of tests/data."""

import re
from pathlib import Path

RENAMED = {
    "parties": ("league", "alliance"),
    "speakers": ("ada-lind", "ada-berg"),
    "issues": ("truce", "armistice"),
    "provisions": ("winter-truce", "truce-in-winter"),
    "events": ("first-round", "opening-round"),
    "sources": ("gazette-second-round", "gazette-of-march"),
    "positions": ("south-open-strait", "south-free-passage"),
}


def replace(path: Path, old: str, new: str) -> None:
    """Replace the first of a text in a file; it must be there."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def rename(data: Path, kind: str, old: str, new: str) -> None:
    """Give a record another id wherever it is named, and its old one as an alias."""
    for path in [path for path in data.rglob("*.yaml") if "releases" not in path.parts]:
        text = re.sub(rf"(?<![\w/-]){old}(?![\w-])", new, path.read_text(encoding="utf-8"))
        if path.relative_to(data).parts[0] in files_of(kind):
            text = re.sub(
                rf"(?m)^( *(?:- )?)id: {new}$", lambda match: with_alias(match, old), text
            )
        path.write_text(text, encoding="utf-8")
        if path.stem == old:
            path.rename(path.with_stem(new))


def files_of(kind: str) -> set[str]:
    """Return the top of the places where the records of a kind are written."""
    return {kind, f"{kind}.yaml", "issues.yaml" if kind == "provisions" else kind}


def with_alias(match: re.Match[str], old: str) -> str:
    """Return the line of an id with a line of its alias after it."""
    return f"{match[0]}\n{' ' * len(match[1])}aliases: [{old}]"
