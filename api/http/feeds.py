"""What changed, for feed readers: Atom (RFC 4287) and JSON Feed 1.1, newest release first."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree

from api.http.public_url import absolute
from api.http.running import AUTHORS
from api.http.summary import details, heading
from api.store.paging import render
from schemas.kinds import QUERIES

Change = dict[str, Any]

ATOM = "http://www.w3.org/2005/Atom"
JSON_FEED = "https://jsonfeed.org/version/1.1"


@dataclass(frozen=True)
class Feed:
    """What a feed says of itself, and the changes on one of its pages.

    `first`, `here` and `next` are the addresses of its first page, of this one and of the one after
    it; `updated` is the day of the latest release.
    """

    title: str
    licence: str
    updated: str
    first: str
    here: str
    next: str | None
    changes: Sequence[Change]


def address_of(change: Change) -> str:
    """Return where to read a record as the release has it; of one that is gone, its release."""
    release, kind, id = change["release"], change["kind"], change["record"]
    if kind in QUERIES and change["action"] != "removed":
        return absolute(f"/v1/{kind}/{id}?release={release}")
    return absolute(f"/v1/releases/{release}")


def name_of(change: Change) -> str:
    """Return the permanent name of a change."""
    return absolute(f"/v1/changes#{change['id']}")


def instant(day: str) -> str:
    """Return the first instant of a day."""
    return f"{day}T00:00:00Z"


def atom(feed: Feed) -> str:
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


def json_feed(feed: Feed) -> str:
    """Return a feed as a JSON Feed."""
    about = {
        "version": JSON_FEED,
        "title": feed.title,
        "home_page_url": absolute("/"),
        "feed_url": feed.here,
        "language": "en",
        "authors": [{"name": AUTHORS}],
        "items": [item(change) for change in feed.changes],
    }
    return render(about | ({"next_url": feed.next} if feed.next else {})).decode()


def item(change: Change) -> dict[str, Any]:
    """Return the item of a change."""
    return {
        "id": name_of(change),
        "url": address_of(change),
        "title": heading(change),
        "content_text": told(change),
        "date_published": instant(change["released_on"]),
        "tags": [change["action"], change["kind"]],
    }


def told(change: Change) -> str:
    """Return a change in words, line by line."""
    done = f"{change['action'].capitalize()} in release {change['release']}."
    return "\n".join([done, *details(change)])


FEEDS: dict[str, Callable[[Feed], str]] = {"atom": atom, "jsonfeed": json_feed}
