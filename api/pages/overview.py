"""What the pages about all of it tell: the lists, the releases, the method and a search."""

import json
from typing import Any

from api.http.citation_styles import text
from api.http.citing import whole
from api.http.running import store
from api.pages import linked_data
from api.pages.addresses import api
from api.pages.reading import feeds_of, listed
from schemas.kinds import QUERIES

Query = dict[str, Any]
Told = dict[str, Any]

FOUND_IN = ("positions", "provisions", "issues", "parties", "speakers", "events", "sources")
MOST = 20


def issues() -> Told:
    """Tell of all issues."""
    return {"records": listed("issues", "name"), "formats": lists_of("issues")}


def parties() -> Told:
    """Tell of all parties."""
    return {"records": listed("parties", "-position_count"), "formats": lists_of("parties")}


def releases() -> Told:
    """Tell of all releases, the latest first."""
    return {
        "records": listed("releases", "-number"),
        "formats": lists_of("releases"),
        "feeds": feeds_of("all"),
        "linked": linked_data.dataset(),
    }


def about() -> Told:
    """Tell of the method: what is coded how, how surely, and what is not."""
    coverage = listed("coverage", "party")
    states = [one["state"] for one in coverage]
    measured = store().get("reliability", "reliability")
    return {
        "codebook": store().codebook,
        "states": {
            state: states.count(state) for state in store().known("codebook.coverage_state")
        },
        "reliability": json.loads(measured) if measured else None,
        "counts": {kind: store().count(kind) for kind in FOUND_IN},
        "speaking": len({one["party"] for one in coverage if one["position_count"]}),
        "grades": graded(),
        "citation": text(whole()),
        "cited_at": "/v1/citation",
        "formats": {
            "The codebook as JSON": api("/v1/codebook"),
            "The coverage as CSV": api("/v1/coverage.csv"),
            "All positions as CSV": api("/v1/positions.csv"),
        },
        "linked": linked_data.dataset(),
    }


def graded() -> dict[str, int]:
    """Return how many sources there are of each grade that something was read of."""
    grades = [one["grade_label"] for one in listed("sources", "id") if one["grade"]]
    return {grade: grades.count(grade) for grade in sorted(set(grades))}


def search(query: Query) -> Told:
    """Tell what holds some words, by kind; nothing, if there are none."""
    words = query.get("q")
    groups = {kind: matches(kind, words) for kind in FOUND_IN} if words else {}
    return {"q": words, "groups": {kind: found for kind, found in groups.items() if found["total"]}}


def matches(kind: str, words: str) -> Told:
    """Return the first records of a kind that hold some words, and how many there are."""
    sort = QUERIES[kind].fields["sort"].load_default
    page = store().page(kind, {"q": words, "sort": sort, "limit": MOST})
    records = [json.loads(body) for body in page.bodies]
    return {"records": records, "total": page.total, "all": api(f"/v1/{kind}", q=words)}


def lists_of(kind: str) -> dict[str, str]:
    """Return where a list is in other formats."""
    return {f"This as {name.upper()}": api(f"/v1/{kind}.{name}") for name in ("json", "csv")}
