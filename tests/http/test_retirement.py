"""An operation that is retired says so in time, names what comes instead, and then is gone."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openapi_spec_validator import validate
from werkzeug.http import parse_date

from api import create_app
from api.http import docs
from api.http.retirement import RETIRED, Retirement
from tests.conftest import DATA, hold_to_document

DAY = timedelta(days=1)
TODAY = datetime.now(UTC).date()
WEEK_AGO, YESTERDAY, TOMORROW, NEXT_WEEK = (TODAY + DAY * days for days in (-7, -1, 1, 7))
TABLE = {
    "list_parties": Retirement(TOMORROW, NEXT_WEEK, "/v1/positions?facets=party"),
    "list_positions": Retirement(YESTERDAY, TOMORROW, "/v1/timeline"),
    "list_speakers": Retirement(WEEK_AGO, TODAY, "/v1/positions"),
    "get_codebook": Retirement(YESTERDAY, None, "/v1/schemas/codebook"),
    "get_position_history": Retirement(WEEK_AGO, NEXT_WEEK, "/v1/positions/{id}"),
    "list_events": Retirement(WEEK_AGO, YESTERDAY, "/v1/timeline"),
    "get_event": Retirement(WEEK_AGO, YESTERDAY, "/v1/positions?event={id}"),
}
NOTICE = '</docs>; rel="deprecation"; type="text/html"'


def made(folder: Path, table: dict[str, Retirement]) -> Flask:
    return create_app({"DATA_DIR": DATA, "STORE_DIR": folder, "RETIRED": table})


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """An app with operations that are about to retire, that retire, and that are gone."""
    app = made(tmp_path_factory.mktemp("store"), TABLE)
    hold_to_document(app)
    return app


@pytest.fixture(scope="module")
def document(app: Flask) -> dict[str, Any]:
    """The document of that app."""
    with app.app_context():
        return docs.document()


def seconds(day: date) -> str:
    return f"@{int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())}"


@pytest.mark.parametrize(
    ("path", "operation", "status", "successor"),
    [
        ("/v1/parties", "list_parties", 200, "/v1/positions?facets=party"),
        ("/v1/parties.csv", "list_parties", 200, "/v1/positions?facets=party"),
        ("/v1/positions", "list_positions", 200, "/v1/timeline"),
        ("/v1/positions.ndjson", "list_positions", 200, "/v1/timeline"),
        ("/v1/positions?party=nrth", "list_positions", 400, "/v1/timeline"),
        ("/v1/positions?release=9", "list_positions", 404, "/v1/timeline"),
        ("/v1/positions?q=" + "a" * 8000, "list_positions", 414, "/v1/timeline"),
        ("/v1/speakers", "list_speakers", 200, "/v1/positions"),
        ("/v1/codebook", "get_codebook", 200, "/v1/schemas/codebook"),
        ("/v1/positions/north-winter-truce/history", "get_position_history", 200, "/v1/positions/north-winter-truce"),
        ("/v1/positions/north-winter-truce/history.csv", "get_position_history", 200, "/v1/positions/north-winter-truce"),
        ("/v1/positions/a%20%3Eb/history", "get_position_history", 404, "/v1/positions/a%20%3Eb"),
        ("/v1/events", "list_events", 410, "/v1/timeline"),
        ("/v1/events.csv?nonsense=1", "list_events", 410, "/v1/timeline"),
        ("/v1/events/first-round", "get_event", 410, "/v1/positions?event=first-round"),
    ],
)  # fmt: skip
def test_every_response_tells_it(
    client: FlaskClient, path: str, operation: str, status: int, successor: str
) -> None:
    retirement = TABLE[operation]
    for response in (client.get(path), client.head(path)):
        assert response.status_code == status
        assert response.headers["Deprecation"] == seconds(retirement.since)
        sunset = parse_date(response.headers.get("Sunset"))
        assert (sunset and sunset.date()) == retirement.sunset
        assert response.headers["Link"] == f'<{successor}>; rel="successor-version", {NOTICE}'


@pytest.mark.parametrize(
    ("headers", "status"),
    [({"Accept": "text/html"}, 406), ({"If-None-Match": "*"}, 304), ({"If-Match": '"x"'}, 412)],
)
def test_every_other_response_tells_it(
    client: FlaskClient, headers: dict[str, str], status: int
) -> None:
    response = client.get("/v1/positions", headers=headers)
    assert response.status_code == status
    assert response.headers["Deprecation"] == seconds(YESTERDAY)


@pytest.mark.parametrize(
    "path",
    ["/v1/sources", "/v1/parties/north", "/v1/positions/north-winter-truce", "/docs", "/nowhere"],
)
def test_others_tell_nothing(client: FlaskClient, path: str) -> None:
    headers = client.get(path).headers
    assert {"Deprecation", "Sunset", "Link"} & set(headers.keys()) == set()


def test_a_day_of_sunset_is_whole(client: FlaskClient) -> None:
    sunset = client.get("/v1/speakers").headers["Sunset"]
    assert sunset == f"{TODAY:%a, %d %b %Y} 23:59:59 GMT"


def test_the_next_page_is_linked_too(client: FlaskClient) -> None:
    response = client.get("/v1/positions?limit=1")
    onward = response.json["links"]["next"]
    (link,) = response.headers.getlist("Link")
    assert link == f'<{onward}>; rel="next", </v1/timeline>; rel="successor-version", {NOTICE}'


@pytest.mark.parametrize(
    ("path", "instead"),
    [
        ("/v1/events", "/v1/timeline"),
        ("/v1/events?release=9", "/v1/timeline"),
        ("/v1/events/first-round", "/v1/positions?event=first-round"),
        ("/v1/events/nobody", "/v1/positions?event=nobody"),
    ],
)
def test_what_is_gone_names_what_comes_instead(
    client: FlaskClient, path: str, instead: str
) -> None:
    response = client.get(path)
    assert response.mimetype == "application/problem+json"
    problem = response.json
    assert (problem["status"], problem["title"]) == (410, "Gone")
    assert problem["detail"] == f"This was retired at the end of {YESTERDAY}; use {instead}."


def test_the_addresses_keep_the_prefix(client: FlaskClient) -> None:
    response = client.get("/v1/events", environ_overrides={"SCRIPT_NAME": "/parley"})
    assert "</parley/v1/timeline>" in response.headers["Link"]
    assert "</parley/docs>" in response.headers["Link"]
    assert response.json["detail"].endswith("; use /parley/v1/timeline.")


def test_any_page_may_read_it(client: FlaskClient) -> None:
    asking = {"Origin": "https://example.org", "Access-Control-Request-Method": "GET"}
    assert client.options("/v1/events", headers=asking).status_code == 200
    response = client.get("/v1/events", headers={"Origin": "https://example.org"})
    assert response.status_code == 410
    exposed = response.headers["Access-Control-Expose-Headers"].split(", ")
    assert {"Deprecation", "Link", "Sunset"} <= set(exposed)


def test_the_document_calls_it_deprecated(document: dict[str, Any]) -> None:
    validate(document)
    found = {item["get"]["operationId"]: item["get"] for item in document["paths"].values()}
    assert {id for id, operation in found.items() if operation.get("deprecated")} == set(TABLE)
    assert {id for id, operation in found.items() if "410" in operation["responses"]} == set(TABLE)
    told = f"Deprecated since {YESTERDAY}; use `/v1/timeline`. It answers until {TOMORROW}."
    assert found["list_positions"]["description"].endswith(f"\n\n{told}")
    told = f"Deprecated since {YESTERDAY}; use `/v1/schemas/codebook`."
    assert found["get_codebook"]["description"].endswith(f"\n\n{told}")


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ({"list_party": TABLE["list_parties"]}, "There is no operation 'list_party'; did you mean 'list_parties'?"),
        ({"list_parties_as": TABLE["list_parties"]}, "There is no operation 'list_parties_as'; did you mean 'list_parties'?"),
        ({"list_parties": Retirement(TODAY, YESTERDAY, "/v1")}, "list_parties is gone before it is deprecated."),
        ({"list_parties": TABLE["get_event"]}, "list_parties has no 'id' for its successor."),
    ],
)  # fmt: skip
def test_a_table_that_cannot_be_right_is_refused(
    tmp_path: Path, table: dict[str, Retirement], told: str
) -> None:
    with pytest.raises(ValueError, match=f"^{told.replace('?', '[?]')}$"):
        made(tmp_path, table)


def test_what_is_retired_today_is_what_the_document_says(tmp_path: Path) -> None:
    with made(tmp_path, RETIRED).app_context():
        paths = docs.document()["paths"].values()
    assert {item["get"]["operationId"] for item in paths if "deprecated" in item["get"]} == set(
        RETIRED
    )
