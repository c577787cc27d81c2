"""Validity as a client sees it."""

from datetime import UTC, datetime

import pytest
from flask.testing import FlaskClient

TODAY = str(datetime.now(UTC).date())


def test_the_day_of_validity_is_told(client: FlaskClient) -> None:
    body = client.get("/v1/positions?as_of=2020-02-15&party=north").json
    assert body["meta"]["as_of"] == "2020-02-15"
    assert body["meta"]["filters"] == {"party": ["north"], "as_of": "2020-02-15"}
    assert body["links"]["self"] == "/v1/positions?as_of=2020-02-15&party=north"


@pytest.mark.parametrize("path", ["/v1/positions", "/v1/timeline"])
def test_what_stands_today_keeps_its_day(client: FlaskClient, path: str) -> None:
    body = client.get(f"{path}?standing=true&limit=1").json
    assert body["meta"]["as_of"] == TODAY
    assert body["links"]["self"] == f"{path}?as_of={TODAY}&limit=1"
    assert f"as_of={TODAY}" in body["links"]["next"]
    assert client.get(body["links"]["next"]).status_code == 200


def test_a_history_is_a_list_in_order_of_time(client: FlaskClient) -> None:
    body = client.get("/v1/positions/north-open-strait-1/history").json
    told = [(one["id"], one["change"]) for one in body["data"]]
    assert told == [("north-open-strait-1", None), ("north-open-strait-2", "softened")]
    assert body["meta"]["total"] == 2
    assert body["links"] == {"self": "/v1/positions/north-open-strait-1/history", "next": None}


def test_a_history_of_nobody_names_the_nearest(client: FlaskClient) -> None:
    response = client.get("/v1/positions/north-open-strait-3/history")
    assert response.status_code == 404
    assert "did you mean 'north-open-strait-" in response.json["detail"]


def test_a_timeline_is_paged_by_day(client: FlaskClient) -> None:
    first = client.get("/v1/timeline?limit=2")
    assert [day["id"] for day in first.json["data"]] == ["2020-01-12", "2020-01-15"]
    assert first.json["meta"]["total"] == 4
    onward = first.json["links"]["next"]
    assert first.headers["Link"] == f'<{onward}>; rel="next"'
    second = client.get(onward).json
    assert [day["id"] for day in second["data"]] == ["2020-02-15", "2020-03-31"]
    assert second["links"]["next"] is None


def test_a_cursor_of_another_timeline_is_refused(client: FlaskClient) -> None:
    onward = client.get("/v1/timeline?limit=1").json["links"]["next"]
    cursor = onward.split("cursor=")[1]
    for query in ("party=north&", "sort=-day&", "as_of=2020-02-15&"):
        response = client.get(f"/v1/timeline?{query}limit=1&cursor={cursor}")
        assert response.status_code == 400
        assert response.json["errors"][0]["reason"] == "Belongs to another list."
