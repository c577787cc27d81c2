"""Lists and records as a client sees them."""

from typing import Any

import pytest
from flask.testing import FlaskClient

KINDS = [
    "parties",
    "speakers",
    "issues",
    "provisions",
    "events",
    "sources",
    "positions",
    "coverage",
]


def ids(client: FlaskClient, address: str) -> list[str]:
    response = client.get(address)
    assert response.status_code == 200, response.text
    return [record["id"] for record in response.json["data"]]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("party=north", ["north-open-strait-2", "north-winter-truce", "north-open-strait-1"]),
        ("party=south,north&issue=truce", ["north-winter-truce"]),
        ("party=south&party=north&issue=truce", ["north-winter-truce"]),
        ("party=south,%20north,,south&issue=truce", ["north-winter-truce"]),
        ("has_quote=true", ["north-open-strait-1"]),
        ("q=Cafe", ["north-open-strait-2"]),
        ("said_from=2020-02&said_to=2020-02-29", ["north-winter-truce"]),
        ("attribution_min=on_record_quote", ["north-open-strait-1"]),
        ("source=blog-second-round", ["north-open-strait-2"]),
        ("party=league", []),
    ],
)
def test_positions(client: FlaskClient, query: str, expected: list[str]) -> None:
    assert ids(client, f"/v1/positions?{query}") == expected


@pytest.mark.parametrize("kind", KINDS)
def test_every_list_has_the_one_envelope(client: FlaskClient, kind: str) -> None:
    body = client.get(f"/v1/{kind}").json
    assert list(body) == ["data", "meta", "links"]
    assert body["meta"] == {
        "release": "draft",
        "as_of": None,
        "total": len(body["data"]),
        "filters": {},
    }
    assert body["links"] == {"self": f"/v1/{kind}", "next": None}


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "coverage"])
def test_one_record_is_what_the_list_has(client: FlaskClient, kind: str) -> None:
    for record in client.get(f"/v1/{kind}").json["data"]:
        one = client.get(f"/v1/{kind}/{record['id']}").json
        assert one["data"] == record
        assert one["meta"] == {"release": "draft", "as_of": None, "total": 1, "filters": {}}
        assert one["links"] == {"self": f"/v1/{kind}/{record['id']}", "next": None}


@pytest.mark.parametrize("kind", KINDS)
def test_links_walk_the_whole_list(client: FlaskClient, kind: str) -> None:
    whole = ids(client, f"/v1/{kind}")
    seen: list[str] = []
    address: str | None = f"/v1/{kind}?limit=2"
    while address:
        response = client.get(address)
        assert response.json["meta"]["total"] == len(whole)
        seen += [record["id"] for record in response.json["data"]]
        address = response.json["links"]["next"]
        assert response.headers.get("Link") == (f'<{address}>; rel="next"' if address else None)
    assert seen == whole


def test_filters_are_told_as_understood(client: FlaskClient) -> None:
    body = client.get(
        "/v1/positions?party=south,north&party=north&has_quote=false&said_to=2020"
    ).json
    assert body["meta"]["filters"] == {
        "party": ["south", "north"],
        "said_to": "2020",
        "has_quote": False,
    }
    assert body["links"]["self"] == "/v1/positions?has_quote=false&party=south,north&said_to=2020"
    assert client.get(body["links"]["self"]).json == body


def test_fields_pick_members(client: FlaskClient) -> None:
    body = client.get("/v1/positions?fields=stance,party&limit=1").json
    assert body["data"] == [
        {"id": "north-open-strait-2", "party": "north", "stance": "accepts_conditionally"}
    ]
    assert client.get("/v1/positions?fields=id&party=league").json["data"] == []


def test_facets_are_counted_over_all_matches(client: FlaskClient) -> None:
    meta = client.get("/v1/positions?facets=party,speaker&limit=1&issue=strait").json["meta"]
    assert meta["total"] == 4
    assert meta["facets"]["party"] == [
        {"value": "north", "label": "North", "count": 2},
        {"value": "south", "label": "South", "count": 2},
    ]


def test_text_is_not_escaped(client: FlaskClient) -> None:
    assert "José Muñoz" in client.get("/v1/speakers").text


def test_the_index_names_every_list(client: FlaskClient) -> None:
    data: dict[str, Any] = client.get("/v1/").json["data"]
    assert data["title"] == "Talks over the strait"
    assert {one["id"]: one["total"] for one in data["resources"]} == {
        "parties": 3, "speakers": 2, "issues": 2, "provisions": 3, "events": 2, "sources": 3,
        "positions": 5, "coverage": 6, "releases": 0,
    }  # fmt: skip
    for resource in data["resources"]:
        assert client.get(resource["href"]).json["meta"]["total"] == resource["total"]


def test_the_codebook_is_whole(client: FlaskClient) -> None:
    data = client.get("/v1/codebook").json["data"]
    assert {one["id"] for one in data["vocabularies"]} >= {"stance", "attribution", "authority"}
    assert {rule["id"] for rule in data["rules"]} >= {"headline", "standing", "overlap"}
    stances = next(one for one in data["vocabularies"] if one["id"] == "stance")
    assert {value["id"]: value["direction"] for value in stances["values"]}["rejects"] == "against"


def test_health(client: FlaskClient) -> None:
    assert client.get("/healthz").json == {"status": "ok"}
    assert client.get("/readyz").json == {"status": "ok"}


def test_a_dashboard_reads_the_data_without_a_transformation(client: FlaskClient) -> None:
    """Every member but lists of things is a plain value."""
    for record in client.get("/v1/positions").json["data"]:
        nested = [name for name, value in record.items() if isinstance(value, dict)]
        assert nested == []
