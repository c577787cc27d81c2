"""A feed as an Atom document (RFC 4287)."""

from typing import Any
from xml.etree import ElementTree

from api.http.feeds import Feed, address_of, instant, name_of, told
from api.http.running import AUTHORS
from api.http.summary import heading

Change = dict[str, Any]

ATOM = "http://www.w3.org/2005/Atom"


def written(feed: Feed) -> str:
    """Return a feed as an Atom document."""
    root = ElementTree.Element("feed", xmlns=ATOM)
    add(root, "id", feed.first)
    add(root, "title", feed.title)
    add(root, "updated", instant(feed.updated))
    add(add(root, "author"), "name", AUTHORS)
    add(root, "rights", feed.licence)
    add(root, "link", rel="self", type="application/atom+xml", href=feed.here)
    if feed.next:
        add(root, "link", rel="next", type="application/atom+xml", href=feed.next)
    for change in feed.changes:
        add_entry(root, change)
    return ElementTree.tostring(root, encoding="unicode", xml_declaration=True)


def add_entry(root: ElementTree.Element, change: Change) -> None:
    """Add the entry of a change."""
    entry = add(root, "entry")
    add(entry, "id", name_of(change))
    add(entry, "title", heading(change))
    add(entry, "updated", instant(change["released_on"]))
    add(entry, "link", rel="alternate", type="application/json", href=address_of(change))
    add(entry, "category", term=change["action"])
    add(entry, "content", told(change), type="text")


def add(above: ElementTree.Element, name: str, text: str = "", **given: str) -> ElementTree.Element:
    """Add an element and return it."""
    element = ElementTree.SubElement(above, name, given)
    element.text = text or None
    return element
