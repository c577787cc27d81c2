"""Ask the addresses of sources whether they still answer."""

import string
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import Request, urlopen

from api.dataset.records import Dataset

Link = dict[str, Any]

AGENT = "Parley link check"
SECONDS = 20
AT_ONCE = 8
LONGEST = 200


def addresses(dataset: Dataset) -> dict[str, str]:
    """Return the address of each source that has one, by id."""
    sources = sorted(dataset.of("sources").items())
    return {id: source.data["url"] for id, source in sources if source.data["url"]}


def states(dataset: Dataset) -> Iterator[str]:
    """Return a line for each address: when it was last checked and what it answered."""
    checked = dataset.of("links")
    for id, url in addresses(dataset).items():
        link = checked[id].data if id in checked else None
        yield f"{told(link)}\t{id}\t{url}"


def told(link: Link | None) -> str:
    """Return the state of a link in words."""
    if link is None:
        return "never checked"
    return f"{link['status'] or link['failure']} on {link['checked_on']}"


def check(dataset: Dataset, today: date) -> list[Link]:
    """Ask every address, some at a time; return what each answered."""
    found = addresses(dataset)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = pool.map(ask, found.values())
    on = {"checked_on": today.isoformat()}
    return [{"id": id} | on | answer for id, answer in zip(found, answers, strict=True)]


def ask(url: str) -> Link:
    """Return the status that an address answers with, or why it does not."""
    try:
        request = Request(ascii_only(url), headers={"User-Agent": AGENT})
        with urlopen(request, timeout=SECONDS) as response:
            return {"status": response.status}
    except HTTPError as error:
        return {"status": error.code}
    except (OSError, HTTPException, ValueError) as error:
        return {"failure": plain(f"no answer: {error}")}


def ascii_only(url: str) -> str:
    """Return an address as HTTP takes it, its other letters percent-encoded."""
    return quote(url, safe=string.punctuation)


def plain(text: str) -> str:
    """Return a text of others without control characters, and not too long."""
    printable = "".join(letter if letter.isprintable() else " " for letter in text)
    return " ".join(printable.split())[:LONGEST]
