"""The matrix: provisions by parties on a day, each cell with all that stands behind its word."""

import json
from datetime import date, timedelta
from typing import Any

from flask import request

from api.http.answers import record_of
from api.http.citation_styles import text
from api.http.citing import whole
from api.http.envelope import words
from api.http.running import store
from api.http.usual import completed
from api.pages import linked_data
from api.pages.addresses import api, page
from api.pages.embedding import embedding
from api.pages.reading import feeds_of, listed, named, pictures_of
from api.store.comparison import Comparison, Provision
from schemas.edtf import bounds
from schemas.validity import today

Query = dict[str, Any]
Record = dict[str, Any]
Told = dict[str, Any]

DAY = timedelta(days=1)


def matrix(query: Query) -> Told:
    """Tell what some parties hold on some issues on a day, and where to go from there."""
    told = compared(completed(query))
    chosen = told["chosen"]
    return told | {
        "newest": newest(told["groups"]),
        "today": today().isoformat(),
        "covered_until": bounds(store().only("dataset")["covers"]).latest.isoformat(),
        "choices": {kind: listed(kind, "name") for kind in ("parties", "issues")},
        "earlier": step(query, chosen, later=False),
        "later": step(query, chosen, later=True),
        "citation": text(whole()),
        "cited_at": "/v1/citation",
        "feeds": feeds_of("all"),
        "linked": linked_data.dataset(),
        "embed": embedding("matrix", named_in_address(query)),
        **elsewhere({name: words(chosen[name]) for name in ("party", "issue", "as_of")}),
    }


def compared(chosen: Query) -> Told:
    """Tell what the chosen parties hold on the chosen issues, and no more."""
    comparison = Comparison.of(store(), chosen)
    issues = [record_of("issues", id) for id in chosen["issue"]]
    return {
        "chosen": chosen,
        "parties": named("parties", chosen["party"]),
        "groups": [group(comparison, chosen["party"], issue) for issue in issues],
    }


def group(comparison: Comparison, parties: list[str], issue: Record) -> Told:
    """Return the rows of an issue, and its provisions on which nothing stands."""
    rows = {
        one["id"]: [cell(comparison, Provision(issue["id"], one["id"]), party) for party in parties]
        for one in issue["provisions"]
    }
    told = {id for id, cells in rows.items() if any(cell["headline"] for cell in cells)}
    return {
        "issue": issue,
        "rows": [(one, rows[one["id"]]) for one in issue["provisions"] if one["id"] in told],
        "silent": [one for one in issue["provisions"] if one["id"] not in told],
    }


def cell(comparison: Comparison, provision: Provision, party: str) -> Told:
    """Return what a party holds on a provision, or why nothing is known."""
    found = comparison.found(provision, party)
    return {
        "party": comparison.edition.known("parties")[party],
        "headline": found.headline,
        "others": found.others,
        "absence": comparison.answer_label(comparison.answer(provision, party)),
    }


def newest(groups: list[Told]) -> str | None:
    """Return the last day on which something that stands was said."""
    cells = [cell for group in groups for _, cells in group["rows"] for cell in cells]
    days = [cell["headline"]["said_on_latest"] for cell in cells if cell["headline"]]
    return max(days, default=None)


def named_in_address(query: Query) -> dict[str, str]:
    """Return the part of a query that its address names, beside the release."""
    return {
        name: words(query[name]) for name in ("as_of", "issue", "party") if name in request.args
    }


def step(query: Query, chosen: Query, later: bool) -> Told | None:
    """Return the nearest day before or after on which something was said, and its matrix."""
    here = date.fromisoformat(chosen["as_of"])
    if here == date.min and not later:
        return None
    bound = {"day_from": str(here + DAY)} if later else {"day_to": str(here - DAY)}
    order = {"sort": ["day" if later else "-day"], "limit": 1}
    about = {name: chosen[name] for name in ("party", "issue")}
    days = [json.loads(body)["id"] for body in store().timeline(about | bound | order).bodies]
    asked = {name: words(query[name]) for name in about if name in query}
    return {"day": days[0], "address": page("matrix", **asked, as_of=days[0])} if days else None


def elsewhere(pinned: dict[str, str]) -> Told:
    """Return what names this matrix for good, and where it is in other formats."""
    formats = {"JSON": "/v1/matrix.json", "CSV": "/v1/matrix.csv"}
    return {
        "pinned": pinned,
        "formats": {f"This as {name}": api(path, **pinned) for name, path in formats.items()}
        | pictures_of("matrix", **pinned),
    }
