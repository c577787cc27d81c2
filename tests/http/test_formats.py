"""Lists as CSV and NDJSON: by suffix or by `Accept`, whole or by pages."""

import csv
import io
import json
import shutil
import tracemalloc
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from api import create_app
from api.http.tabular import csv_lines
from schemas.agreement import PairSchema
from schemas.base import RecordSchema
from schemas.columns import cell, columns, text_of
from schemas.groups import group_of
from schemas.kinds import QUERIES, SCHEMAS
from schemas.matrix import CellSchema, row_of
from tests.conftest import DATA, hold_to_document

HISTORY = "/v1/positions/north-open-strait-1/history"
JSON, CSV, NDJSON = "application/json", "text/csv", "application/x-ndjson"


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def everything(client: FlaskClient, kind: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = client.get(f"/v1/{kind}?limit=200").json["data"]
    return found


@pytest.mark.parametrize("kind", QUERIES)
def test_every_list_is_the_same_in_every_format(client: FlaskClient, kind: str) -> None:
    records = everything(client, kind)
    lines = client.get(f"/v1/{kind}.ndjson").text.splitlines()
    assert [json.loads(line) for line in lines] == records
    table = rows(client.get(f"/v1/{kind}.csv").text)
    paths = list(columns(SCHEMAS[kind]))
    assert table == [{path: text_of(cell(record, path)) for path in paths} for record in records]


@pytest.mark.parametrize(
    ("path", "record"),
    [
        ("matrix{}?as_of=2020-02-15", CellSchema()),
        ("matrix{}?as_of=2020-02-15&layout=wide&party=south,north", row_of(["north", "south"])),
        ("agreement{}?as_of=2020-02-15&party=south,north,league", PairSchema()),
        ("stats{}?group_by=month,party&limit=200", group_of(["month", "party"])),
        ("stats{}?group_by=source&limit=200", group_of(["source"])),
    ],
)
def test_what_compares_is_the_same_in_every_format(
    client: FlaskClient, path: str, record: RecordSchema
) -> None:
    records = client.get(f"/v1/{path.format('')}").json["data"]
    assert len(records) > 2
    lines = client.get(f"/v1/{path.format('.ndjson')}").text.splitlines()
    assert [json.loads(line) for line in lines] == records
    text = client.get(f"/v1/{path.format('.csv')}").text
    assert text.splitlines()[0].split(",") == list(columns(record))
    assert rows(text) == [
        {path: text_of(cell(one, path)) for path in columns(record)} for one in records
    ]


@pytest.mark.parametrize(
    ("path", "accept", "mimetype"),
    [
        ("/v1/positions", None, JSON),
        ("/v1/positions", "*/*", JSON),
        ("/v1/positions", "text/csv", CSV),
        ("/v1/positions", "text/csv; charset=utf-8", CSV),
        ("/v1/positions", "application/x-ndjson, application/json;q=0.5", NDJSON),
        ("/v1/positions", "text/*", CSV),
        ("/v1/positions", "text/html, */*;q=0.8", JSON),
        ("/v1/positions", "application/json;q=0, */*", CSV),
        ("/v1/positions.csv", None, CSV),
        ("/v1/positions.csv", "application/json", CSV),
        ("/v1/positions.csv", "text/html", CSV),
        ("/v1/positions.json", "text/csv", JSON),
        ("/v1/positions.ndjson/", None, NDJSON),
        (f"{HISTORY}.csv", None, CSV),
        (HISTORY, "application/x-ndjson", NDJSON),
    ],
)  # fmt: skip
def test_the_format_is_the_one_asked_for(
    client: FlaskClient, path: str, accept: str | None, mimetype: str
) -> None:
    response = client.get(path, headers={"Accept": accept} if accept else {})
    assert (response.status_code, response.mimetype) == (200, mimetype)
    assert "Accept" in response.headers["Vary"]


@pytest.mark.parametrize(
    ("path", "accept", "status", "told"),
    [
        ("/v1/positions", "text/html", 406, "This is served as application/json, text/csv, application/x-ndjson only, which the header Accept excludes."),
        ("/v1/codebook", "text/csv", 406, "This is served as application/json only, which the header Accept excludes."),
        ("/v1/positions", "*/*;q=0", 406, "only, which the header Accept excludes."),
        ("/v1/positions.xml", "*/*", 404, "There is nothing at '/v1/positions.xml'; did you mean '/v1/positions'?"),
        ("/v1/codebook.csv", "*/*", 404, "There is nothing at '/v1/codebook.csv'"),
        ("/v1/positions.csv?facets=party", "*/*", 400, "Counts are told in JSON only."),
        ("/v1/positions.csv?party=nrth", "*/*", 400, "There is no party 'nrth'; did you mean 'north'?"),
        ("/v1/positions.csv?cursor=x", "*/*", 400, "Is not a cursor."),
        ("/v1/positions.ndjson?release=9", "*/*", 404, "There is no release '9'; there are draft, latest."),
        ("/v1/positions/north-open-strait-9/history.csv", "*/*", 404, "There is no position 'north-open-strait-9'"),
    ],
)  # fmt: skip
def test_what_cannot_be_served_is_a_problem(
    client: FlaskClient, path: str, accept: str, status: int, told: str
) -> None:
    response = client.get(path, headers={"Accept": accept})
    assert response.status_code == status
    assert response.mimetype == "application/problem+json"
    assert told in response.text


def test_lines_hold_all_unless_pages_are_asked_for(client: FlaskClient) -> None:
    assert len(rows(client.get("/v1/positions.csv").text)) == 5
    address, found = "/v1/positions.csv?limit=2&sort=id", []
    while address:
        response = client.get(address)
        found.append([row["id"] for row in rows(response.text)])
        address = response.headers.get("Link", "").partition(">")[0].removeprefix("<")
    assert [len(page) for page in found] == [2, 2, 1]
    assert sum(found, []) == sorted(row["id"] for row in everything(client, "positions"))


def test_filters_order_and_members_hold_for_lines(client: FlaskClient) -> None:
    text = client.get("/v1/positions.csv?party=north&sort=id&fields=stance,speaker").text
    assert text.split("\r\n")[0] == "id,stance,speaker"
    assert text.count("\r\n") == 1 + len(rows(text))
    lines = client.get("/v1/positions.ndjson?party=north&sort=id&fields=stance").text.splitlines()
    assert [list(json.loads(line)) for line in lines] == [["id", "stance"]] * len(rows(text))


def test_lines_name_their_file_and_release(client: FlaskClient) -> None:
    headers = client.get("/v1/positions.csv").headers
    assert headers["Content-Disposition"] == 'inline; filename="parley-positions-draft.csv"'
    assert headers["Content-Type"] == "text/csv; charset=utf-8"
    assert headers["Parley-Release"] == "draft"


def test_lines_are_not_sent_twice(client: FlaskClient) -> None:
    etag = client.get("/v1/positions.csv").headers["ETag"]
    assert etag.startswith("W/")
    response = client.get("/v1/positions.csv", headers={"If-None-Match": etag})
    assert (response.status_code, response.data) == (304, b"")
    assert response.headers["ETag"] == etag
    others = ["/v1/positions.csv?party=north", "/v1/positions.ndjson", "/v1/parties.csv"]
    assert etag not in [client.get(path).headers["ETag"] for path in others]
    accepted = client.get("/v1/positions", headers={"Accept": "text/csv"}).headers["ETag"]
    assert accepted != client.get("/v1/positions", headers={"Accept": NDJSON}).headers["ETag"]


def test_a_cell_may_hold_anything() -> None:
    record = {"id": "a", "notes": '=cmd|" /C calc"!A0, "x";\'y\' ⟨Київ⟩'}
    lines = csv_lines(SCHEMAS["releases"], ["notes"], [json.dumps(record).encode()])
    (row,) = rows(b"".join(lines).decode())
    assert row == {"id": "a", "notes": f"'{record['notes']}"}


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """A client of 5,000 events of a kilobyte."""
    data = Path(shutil.copytree(DATA, tmp_path_factory.mktemp("long") / "data"))
    path = data / "events.yaml"
    event = "title: A round, kind: round, held_on: 2020-01, parties: [north], sources: [gazette-first-round]"
    many = [f"- {{id: round-{n:04}, {event}, note: {'word ' * 199}end}}\n" for n in range(5000)]
    path.write_text(path.read_text(encoding="utf-8") + "".join(many), encoding="utf-8")
    app = create_app({"DATA_DIR": data, "STORE_DIR": data.parent})
    hold_to_document(app)
    return app.test_client()


def test_a_long_list_is_sent_whole_and_in_order(long: FlaskClient) -> None:
    response = long.get("/v1/events.csv?sort=id&fields=id,note")
    assert response.is_streamed
    ids = [row["id"] for row in rows(response.text)]
    assert ids == sorted(set(ids))
    assert len(ids) == 5002


@pytest.mark.parametrize("suffix", ["csv", "ndjson"])
def test_a_long_list_is_sent_while_it_is_read(long: FlaskClient, suffix: str) -> None:
    """Of what is sent, a fraction is in memory at any time."""
    tracemalloc.start()
    try:
        with long.get(f"/v1/events.{suffix}?sort=id") as response:
            size = sum(len(chunk) for chunk in response.response)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert size > 5_000_000
    assert peak < size / 2


def test_who_stops_reading_leaves_nothing_open(long: FlaskClient) -> None:
    pool = long.application.extensions["parley"].engine.pool
    for _ in range(30):
        response = long.get("/v1/events.ndjson")
        next(iter(response.response))
        response.close()
    assert pool.checkedout() == 0
