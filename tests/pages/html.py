"""HTML as a browser would understand it."""

import json
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
from flask import Response


def parsed(response: Response) -> Element:
    """Return a page's tree; fail at the first mistake in its HTML."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    page = parser.parse(response.text)
    for element in page.iter():
        element.tag = str(element.tag).rpartition("}")[2]
    return page


def addresses(page: Element, *names: str) -> Iterator[tuple[Element, str]]:
    """Return every element that names an address, with the address."""
    for element in page.iter():
        for name in names:
            if address := element.get(name):
                yield element, address


def words(page: Element) -> str:
    """Return what a reader reads of the main part, white space made one."""
    (main,) = page.iter("main")
    return " ".join(" ".join(main.itertext()).split())


def linked_data(page: Element) -> dict[str, Any]:
    """Return a page's JSON-LD."""
    (script,) = [one for one in page.iter("script") if one.get("type") == "application/ld+json"]
    data: dict[str, Any] = json.loads(script.text or "")
    return data
