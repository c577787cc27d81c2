"""What changed between two states of the dataset, for people to read: Markdown."""

import json
import re
from collections.abc import Iterator
from typing import Any

from api.store.changes import Changes
from schemas.changes import ACTIONS, OWNERS
from schemas.columns import JOINED_WITHIN, text_of

Change = dict[str, Any]

CAME = ("added", "moved")
SPECIAL = re.compile(r"([\\`*_\[\]<>&~#])|^(\d+)([.)])|^([-+])")


def summary(changes: Changes, query: dict[str, Any]) -> Iterator[str]:
    """Return a heading, the numbers of each action, and under each the changes."""
    found = changes.page(query | {"limit": 1})
    yield f"# What changed from {found.filters['from']} to {found.filters['to']}\n"
    counts = {one["value"]: one["count"] for one in found.facets["action"]}
    told = ", ".join(f"{counts[action]} {action}" for action in ACTIONS if action in counts)
    yield f"\n{told or 'Nothing changed'}.\n"
    for action in ACTIONS:
        if action in counts:
            yield f"\n## {action.capitalize()}\n\n"
            for body in changes.stream(query | {"action": [action]}):
                yield from entry(json.loads(body))


def entry(change: Change) -> Iterator[str]:
    """Return an item for a change, with what was before it and what is different."""
    yield f"- {plain(heading(change))} (`{change['id']}`)\n"
    for line in details(change):
        yield f"  - {plain(line)}\n"


def heading(change: Change) -> str:
    """Return whose record a change is about, and what it is known by."""
    of = ", ".join(change[name] for name in ("party_label", "issue_label") if change[name])
    named = change["kind"] in OWNERS.values()
    return f"{of}: {change['title']}" if of and not named else change["title"]


def details(change: Change) -> Iterator[str]:
    """Return, line by line, why it was done, what is held now and before, what is different."""
    if change["reason"]:
        yield f"reason: {change['reason']}"
    if change["action"] in CAME and change["kind"] == "positions":
        yield held({one["member"]: one["after"] for one in change["members"]})
    for one in change["earlier"]:
        yield f"before: {held(one)}: {one['summary']} ({one['id']})"
    if change["action"] == "corrected":
        for one in change["members"]:
            yield f"{one['member']}: {difference(one['before'], one['after'])}"


def held(position: dict[str, Any]) -> str:
    """Return how a position answers, since when, and what it does to the one before."""
    change = f" ({position['change']})" if position.get("change") else ""
    return f"{position['stance'].replace('_', ' ')}, {position['said_on']}{change}"


def difference(before: Any, after: Any) -> str:
    """Return how a value changed; of a list, what is no longer and what is newly in it."""
    old, new = (found if isinstance(found, list) else [found] for found in (before, after))
    gone, come = [one for one in old if one not in new], [one for one in new if one not in old]
    return f"{shown(gone)} → {shown(come)}" if gone or come else "in another order"


def shown(values: list[Any]) -> str:
    """Return values as a reader sees them."""
    return "; ".join(text for one in values if (text := told(one))) or "nothing"


def told(value: Any) -> str:
    """Return a value in words; of a mapping, each of its members."""
    if isinstance(value, dict):
        return ", ".join(f"{name} {told(one)}" for name, one in value.items())
    return JOINED_WITHIN.join(map(told, value)) if isinstance(value, list) else text_of(value)


def plain(text: str) -> str:
    """Return a text in which nothing is Markdown."""
    return SPECIAL.sub(lambda match: escaped(match[0]), text)


def escaped(mark: str) -> str:
    """Return a mark that means itself; of a number that begins a list, what follows it."""
    return f"{mark[:-1]}\\{mark[-1]}"
