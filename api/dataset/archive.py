"""Hold the dataset to the archived texts that it was coded from.

The texts themselves are not part of the dataset: it carries their SHA-256, the lines of each
article in them, and short quotes. Paragraph n is the n-th line of an article that is not blank.
"""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from api.dataset.mistakes import Mistake
from api.dataset.reading import Member
from api.dataset.records import Dataset, Record
from schemas.base import quoted

LOCATOR = re.compile(r"paragraphs? (\d+(?:, \d+)*)")
Texts = dict[str, Path]


def verify(dataset: Dataset, archive: Path) -> list[Mistake]:
    """Return every hash, paragraph and quote that the archived texts do not bear out."""
    texts = {hashlib.sha256(path.read_bytes()).hexdigest(): path for path in archive.glob("*.txt")}
    mistakes = [*surplus(dataset, texts)]
    articles: dict[str, list[str]] = {}
    for id, source in dataset.of("sources").items():
        digest = source.data["text_sha256"]
        if digest in texts:
            articles[id] = paragraphs(texts[digest], source.data["text_lines"])
        elif digest:
            reason = f"No text in {archive} has this SHA-256."
            mistakes.append(source.mistake(("text_sha256",), reason))
    for position in dataset.of("positions").values():
        mistakes += check_citations(position, articles)
    return sorted(mistakes)


def surplus(dataset: Dataset, texts: Texts) -> Iterator[Mistake]:
    """Find archived texts that no source records."""
    recorded = {source.data["text_sha256"] for source in dataset.of("sources").values()}
    for digest, path in texts.items():
        if digest not in recorded:
            yield Mistake(path, 1, "", f"No source records this text; its SHA-256 is {digest}.")


def paragraphs(text: Path, lines: str | None) -> list[str]:
    """Return the paragraphs of the article in some lines, or of the whole text."""
    every = text.read_text(encoding="utf-8", errors="replace").split("\n")
    if lines:
        first, last = map(int, lines.split("-"))
        every = every[first - 1 : last]
    return [normalize(line) for line in every if line.strip()]


def normalize(text: str) -> str:
    """Return a text with every run of white space as one space."""
    return " ".join(text.split())


def check_citations(position: Record, articles: dict[str, list[str]]) -> Iterator[Mistake]:
    """Find the citations of a position that their articles do not bear out."""
    for number, citation in enumerate(position.data["citations"]):
        article = articles.get(citation["source"])
        if article is not None:
            for member, reason in faults(citation, article):
                told = f"In {position.data['id']!r}: {reason}"
                yield position.mistake(("citations", number, *member), told)


def faults(citation: dict[str, Any], article: list[str]) -> Iterator[tuple[Member, str]]:
    """Say what an article does not bear out of a citation."""
    match = LOCATOR.fullmatch(citation["locator"] or "")
    numbers = [int(number) for number in match[1].split(", ")] if match else []
    if citation["locator"] and not match:
        yield ("locator",), "Write 'paragraph 4' or 'paragraphs 4, 7' of an archived text."
    if beyond := [number for number in numbers if not 1 <= number <= len(article)]:
        yield ("locator",), f"there is no paragraph {beyond[0]}; the article has {len(article)}."
        return
    cited = [article[number - 1] for number in numbers] or article
    if citation["quote"] and not any(normalize(citation["quote"]) in text for text in cited):
        place = f"{citation['locator'] or 'the text'} of {citation['source']!r}"
        yield ("quote",), f"{quoted(citation['quote'])} does not stand in {place}."
