"""Releases as a client sees them: pinned for good, listed, and apart from the draft."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from api import create_app
from api.dataset.freezing import freeze
from tests.conftest import DATA, OF_LATEST, hold_to_document

NORTH = "positions/north/strait.yaml"
ERRATA = """
- id: boats-are-no-ships
  kind: positions
  record: north-open-strait-2
  reason: The statement is of fishing boats and answers another question.
"""
ADDRESSES = [
    "/v1/positions?release=1.0.0",
    "/v1/positions?release=1.0.0&q=strait&facets=stance&limit=2",
    "/v1/positions?release=1.0.0&as_of=2020-02-15",
    "/v1/positions/north-open-strait-1?release=1.0.0",
    "/v1/positions/north-open-strait-2/history?release=1.0.0",
    "/v1/timeline?release=1.0.0",
    "/v1/parties?release=1.0.0",
    "/v1/sources?release=1.0.0&sort=-position_count",
    "/v1/coverage?release=1.0.0",
    "/v1/codebook?release=1.0.0",
    "/v1/reliability?release=1.0.0",
    "/v1/issues/strait?release=1.0.0",
    "/v1/?release=1.0.0",
    "/v1/releases?release=1.0.0",
    "/v1/releases/1.0.0?release=1.0.0",
    "/v1/releases/2.0.0?release=1.0.0",
    "/v1/positions?release=1.0.0&party=sowth",
    "/v1/speakers/nobody?release=1.0.0",
]


def edit(data: Path, old: str, new: str) -> None:
    text = (data / NORTH).read_text(encoding="utf-8")
    assert old in text
    (data / NORTH).write_text(text.replace(old, new, 1), encoding="utf-8")


def served(data: Path, folder: Path) -> FlaskClient:
    app = create_app({"DATA_DIR": data, "STORE_DIR": folder})
    hold_to_document(app)
    return app.test_client()


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(DATA, tmp_path_factory.mktemp("released") / "data"))


@pytest.fixture(scope="module")
def earlier(data: Path) -> dict[str, bytes]:
    """What was answered when 1.0.0 was the latest release."""
    freeze(data, "The first.", date(2020, 4, 1))
    client = served(data, data.parent / "store")
    return {address: client.get(address).data for address in ADDRESSES}


@pytest.fixture(scope="module")
def client(data: Path, earlier: dict[str, bytes]) -> FlaskClient:
    """A client of 1.0.0, of 2.0.0, which lacks a position, and of a draft that has another word."""
    text = (data / NORTH).read_text(encoding="utf-8")
    start = text.index("- id: north-open-strait-2")
    (data / NORTH).write_text(text[:start], encoding="utf-8")
    (data / "reliability" / "codings.yaml").unlink()
    (data / "errata.yaml").write_text(ERRATA, encoding="utf-8")
    edit(data, "stance: rejects", "stance: questions")
    freeze(data, "A position less.", date(2020, 5, 1))
    edit(data, "Refuses to open the strait.", "Asks about the strait.")
    return served(data, data.parent / "store")


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_old_release_answers_as_it_did(
    client: FlaskClient, earlier: dict[str, bytes], address: str
) -> None:
    assert client.get(address).data == earlier[address]


@pytest.mark.parametrize(
    ("query", "release", "stance", "summary"),
    [
        ("", "2.0.0", "questions", "Refuses to open the strait."),
        ("?release=latest", "2.0.0", "questions", "Refuses to open the strait."),
        ("?release=2.0.0", "2.0.0", "questions", "Refuses to open the strait."),
        ("?release=1.0.0", "1.0.0", "rejects", "Refuses to open the strait."),
        ("?release=draft", "draft", "questions", "Asks about the strait."),
    ],
)
def test_each_edition_has_its_own_words(
    client: FlaskClient, query: str, release: str, stance: str, summary: str
) -> None:
    body = client.get(f"/v1/positions/north-open-strait-1{query}").json
    assert body["meta"]["release"] == release
    assert (body["data"]["stance"], body["data"]["summary"]) == (stance, summary)


@pytest.mark.parametrize(
    ("query", "total"), [("", 4), ("release=1.0.0", 5), ("release=draft", 4), ("release=2.0.0", 4)]
)
def test_each_edition_has_its_own_records(client: FlaskClient, query: str, total: int) -> None:
    assert client.get(f"/v1/positions?{query}").json["meta"]["total"] == total
    resources = client.get(f"/v1/?{query}").json["data"]["resources"]
    assert {one["id"]: one["total"] for one in resources}["positions"] == total


def test_words_are_searched_in_their_edition(client: FlaskClient) -> None:
    def total(release: str) -> int:
        found = client.get(f"/v1/positions?q=asks+about&release={release}").json
        return int(found["meta"]["total"])

    assert [total("1.0.0"), total("2.0.0"), total("draft")] == [0, 0, 1]


def test_pages_stay_in_their_release(client: FlaskClient) -> None:
    address, found = "/v1/positions?release=1.0.0&limit=2", []
    while address:
        body = client.get(address).json
        assert body["meta"]["release"] == "1.0.0"
        found += [one["id"] for one in body["data"]]
        address = body["links"]["next"]
    assert len(set(found)) == 5


@pytest.mark.parametrize(
    ("path", "detail"),
    [
        ("/v1/positions?release=3.0.0", "There is no release '3.0.0'; did you mean '2.0.0'?"),
        ("/v1/positions?release=newest", "There is no release 'newest'; there are 1.0.0, 2.0.0, draft, latest."),
        ("/v1/codebook?release=", "There is no release ''; there are 1.0.0, 2.0.0, draft, latest."),
        ("/v1/releases/9", "There is no release '9'; there are 1.0.0, 2.0.0."),
    ],
)  # fmt: skip
def test_an_unknown_release_is_not_found(client: FlaskClient, path: str, detail: str) -> None:
    response = client.get(path)
    assert response.status_code == 404
    assert response.json["detail"] == detail


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("", OF_LATEST),
        ("?release=latest", OF_LATEST),
        ("?release=1.0.0", "public, immutable, max-age=31536000"),
        ("?release=draft", "no-store"),
        ("?release=7", "no-cache"),
        ("?release=1.0.0&limit=0", "no-cache"),
        ("?release=1.0.0&standing=true", "no-cache"),
    ],
)
def test_how_long_an_answer_holds(client: FlaskClient, query: str, kept: str) -> None:
    assert client.get(f"/v1/positions{query}").headers["Cache-Control"] == kept


KEPT = "public, immutable, max-age=31536000"


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        ("/v1/matrix?release=1.0.0", "no-cache"),
        ("/v1/matrix.csv?release=1.0.0", "no-cache"),
        ("/v1/matrix?release=1.0.0&standing=true", "no-cache"),
        ("/v1/matrix?release=1.0.0&as_of=2020-03-31", KEPT),
        ("/v1/matrix.csv?release=1.0.0&as_of=2020-03-31", KEPT),
        ("/v1/matrix?as_of=2020-03-31", OF_LATEST),
        ("/v1/matrix?release=draft&as_of=2020-03-31", "no-store"),
        ("/v1/agreement?release=1.0.0&party=north,south", "no-cache"),
        ("/v1/agreement?release=1.0.0&party=north,south&as_of=2020-03-31", KEPT),
        ("/v1/stats?release=1.0.0&group_by=party", KEPT),
        ("/v1/stats?release=1.0.0&group_by=party&standing=true", "no-cache"),
    ],
)
def test_what_compares_today_is_kept_until_tomorrow(
    client: FlaskClient, path: str, kept: str
) -> None:
    response = client.get(path)
    assert (response.status_code, response.headers["Cache-Control"]) == (200, kept)


def test_a_matrix_is_of_its_release(client: FlaskClient) -> None:
    def answer(release: str) -> str:
        query = f"release={release}&party=north&provision=open-strait&as_of=2020-03-31"
        return str(client.get(f"/v1/matrix?{query}").json["data"][0]["position"])

    assert [answer("1.0.0"), answer("2.0.0")] == ["north-open-strait-2", "north-open-strait-1"]


def test_the_document_is_of_no_release(client: FlaskClient) -> None:
    assert client.get("/openapi.json?release=1.0.0").headers["Cache-Control"] == "no-cache"


def test_the_next_page_is_of_the_same_release(client: FlaskClient) -> None:
    body = client.get("/v1/positions?limit=1").json
    assert body["links"]["self"] == "/v1/positions?limit=1"
    assert body["links"]["next"].startswith("/v1/positions?limit=1&release=2.0.0&cursor=")


def test_releases_are_listed_newest_first(client: FlaskClient) -> None:
    body = client.get("/v1/releases").json
    told = [(one["id"], one["released_on"], one["notes"]) for one in body["data"]]
    assert told == [
        ("2.0.0", "2020-05-01", "A position less."),
        ("1.0.0", "2020-04-01", "The first."),
    ]
    assert client.get("/v1/releases?release=1.0.0").json["data"] == body["data"][1:]
    assert client.get("/v1/releases?sort=number").json["data"] == body["data"][::-1]


def test_a_release_tells_its_hash(client: FlaskClient, data: Path) -> None:
    one = client.get("/v1/releases/1.0.0").json["data"]
    path = data / "releases" / "1.0.0" / "records.jsonl"
    assert one["size"] == len(path.read_bytes())
    assert one["previous"] is None
    assert {count["kind"]: count["total"] for count in one["counts"]}["positions"] == 5


def test_versions_that_did_not_change_are_kept_once(client: FlaskClient) -> None:
    engine = client.application.extensions["parley"].engine
    with engine.connect() as connection:
        rows = connection.exec_driver_sql('SELECT id, "first", "last" FROM positions').all()
    spans = {(row.id, row.first, row.last) for row in rows}
    assert ("south-open-strait", 0, 2) in spans
    assert ("north-open-strait-2", 0, 0) in spans
    assert {span[1:] for span in spans if span[0] == "north-open-strait-1"} == {
        (0, 0),
        (1, 1),
        (2, 2),
    }
