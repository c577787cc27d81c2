"""What changed, for feed readers: Atom (RFC 4287) and JSON Feed 1.1, newest release first."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from api.http.public_url import absolute
from api.http.running import AUTHORS
from api.http.summary import details, heading
from api.store.paging import render
from schemas.kinds import QUERIES

Change = dict[str, Any]

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
    # Most workers are never asked for one, and what writes it takes a while to load.
    from api.http.atom import written

    return written(feed)


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
