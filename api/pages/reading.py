"""Records as pages need them: whole, listed, named, grouped; and where else they are served."""

import json
from collections import defaultdict
from typing import Any

from api.http.formats import PICTURED
from api.http.running import store, stores
from api.pages.addresses import api, api_of_all

Record = dict[str, Any]


def listed(kind: str, sort: str, **filters: list[str]) -> list[Record]:
    """Return all records that match."""
    query = {**filters, "sort": [sort], "limit": 0}
    return [json.loads(body) for body in store().stream(kind, query)]


def named(kind: str, ids: list[str]) -> list[Record]:
    """Return the ids of records, each with the name that people know it by."""
    labels = store().known(kind)
    return [{"id": id, "label": labels[id]} for id in ids]


def grouped(records: list[Record], member: str) -> dict[str, list[Record]]:
    """Return records by the value of a member."""
    groups: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        groups[record[member]].append(record)
    return groups


def formats_of(kind: str, id: str, **filters: str) -> dict[str, str]:
    """Return where a record is, and its positions are, in other formats."""
    lists = {f"Positions as {name.upper()}": f"/v1/positions.{name}" for name in ("json", "csv")}
    found = {name: api(path, **filters) for name, path in lists.items()} if filters else {}
    return {"This as JSON": api(f"/v1/{kind}/{id}"), **found}


def pictures_of(view: str, **query: str) -> dict[str, str]:
    """Return where a picture of what is shown is."""
    return {f"Picture as {name.upper()}": api(f"/v1/{view}.{name}", **query) for name in PICTURED}


def feeds_of(title: str, **filters: str) -> dict[str, str]:
    """Return the feeds of what changes, by title; there are none before the first release."""
    first = stores().names[1:]
    return {f"Changes: {title}": api_of_all("/v1/changes.atom", **filters)} if first else {}
