"""What a dataset is asked for to measure it: works, each with another address every round."""

import json
import re
from collections.abc import Callable
from functools import cached_property
from itertools import islice
from typing import Any, cast
from urllib.parse import quote

from flask import Flask
from werkzeug.test import create_environ, run_wsgi_app

from api import create_app
from api.store.listing import cursor_after
from api.store.paging import render
from schemas.kinds import QUERIES

LONG_WORD = re.compile(r"\w{6,}")
DAYS = ("2022-06-30", "2023-06-30", "2024-06-30", "2025-06-30", "2026-06-30")
LETTERS = "aceimnoprst"
VARIED = 50


class Asked:
    """A dataset that answers in this process, and what there is in it to ask for."""

    def __init__(self, settings: dict[str, str]) -> None:
        self.app: Flask = create_app(settings | {"CACHE_BYTES": "0"})

    def get(self, path: str) -> bytes:
        """Return the answer at an address; raise AssertionError if it is a failure."""
        parts, status, _ = run_wsgi_app(self.app.wsgi_app, create_environ(path))
        body = b"".join(parts)
        assert status.startswith("200"), f"{path}: {status}"
        return body

    def read(self, path: str) -> dict[str, Any]:
        """Return what an answer in JSON tells."""
        return cast(dict[str, Any], json.loads(self.get(path)))

    def ids(self, path: str) -> list[str]:
        """Return the ids of the first records of a list."""
        return [one["id"] for one in self.read(f"{path}&fields=id&limit={VARIED}")["data"]]

    @cached_property
    def parties(self) -> list[str]:
        """The parties with most positions."""
        return self.ids("/v1/parties?sort=-position_count")[:10]

    @cached_property
    def issues(self) -> list[str]:
        """Some issues."""
        return self.ids("/v1/issues?sort=id")

    @cached_property
    def words(self) -> list[str]:
        """A long word of each of some summaries."""
        found = self.read(f"/v1/positions?limit={VARIED}&fields=summary")["data"]
        told = [LONG_WORD.findall(one["summary"]) for one in found]
        return [quote(words[0]) for words in told if words]

    @cached_property
    def deep(self) -> str:
        """The address of a page of 20 from about the middle of the list of all positions."""
        told = self.read("/v1/positions?sort=id&limit=200&fields=said_on_latest")["data"]
        middle = sorted(one["said_on_latest"] for one in told)[len(told) // 2]
        (record,) = self.read(f"/v1/positions?limit=1&said_to={middle}")["data"]
        usual = {"sort": QUERIES["positions"].fields["sort"].load_default}
        return f"/v1/positions?limit=20&cursor={cursor_after('positions', usual, render(record))}"


def works(asked: Asked) -> dict[str, Callable[[int], str]]:
    """Return the address of each work by the number of the round."""
    parties, issues, words = asked.parties, asked.issues, asked.words
    ids, deep = asked.ids("/v1/positions?sort=id"), asked.deep
    return {
        "page of 20": lambda turn: f"/v1/positions?party={one(parties, turn)}&limit=20",
        "deep page of 20": lambda turn: deep,
        "record": lambda turn: f"/v1/positions/{one(ids, turn)}",
        "full text": lambda turn: f"/v1/positions?q={one(words, turn)}&limit=20",
        "full text, a beginning": lambda turn: (
            f"/v1/positions?q={one(LETTERS, turn)}*&said_from={2000 + turn % 20}&limit=20"
        ),
        "facets": lambda turn: (
            f"/v1/positions?issue={one(issues, turn)}&facets=party,stance,attribution&limit=20"
        ),
        "matrix of an issue": lambda turn: (
            f"/v1/matrix?issue={one(issues, turn)}&as_of={one(DAYS, turn)}"
        ),
        "matrix": lambda turn: f"/v1/matrix?as_of={one(DAYS, turn)}",
        "matrix, all as lines": lambda turn: f"/v1/matrix.ndjson?as_of={one(DAYS, turn)}",
        "agreement": lambda turn: (
            f"/v1/agreement?party={','.join(islice(parties, 2))}&as_of={one(DAYS, turn)}"
        ),
        "stats": lambda turn: (
            f"/v1/stats?group_by=party,stance&said_from={2000 + turn % 20}&limit=200"
        ),
    }


def one(values: list[str] | tuple[str, ...], turn: int) -> str:
    """Return a value, another one in each round while there are more."""
    return values[turn % len(values)]
