"""Where the examples are, and what the server that they are run against says."""

import json
import urllib.request
from typing import Any
from urllib.parse import urlencode

from api import ROOT

EXAMPLES = ROOT / "examples"
USUAL = "http://127.0.0.1:8000"


def asked(address: str, **query: str) -> dict[str, Any]:
    """Return the JSON at an address."""
    with urllib.request.urlopen(f"{address}?{urlencode(query)}") as response:
        answer: dict[str, Any] = json.load(response)
    return answer


def held(server: str, **query: str) -> list[dict[str, Any]]:
    """Return the cells of the matrix that have a position."""
    return [cell for cell in asked(f"{server}/v1/matrix", **query)["data"] if cell["position"]]
