"""Old ids as a client sees them: they lead on, from the release on that renamed the record."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from api import create_app
from api.dataset.freezing import freeze
from tests.conftest import DATA, hold_to_document
from tests.edits import RENAMED, rename, replace

OLD, NEW = RENAMED["positions"]
NAMES = [(kind, old, new) for kind, (old, new) in RENAMED.items()]


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """A client of 1.0.0, of 2.0.0, which renamed a record of each kind, and of the same draft."""
    folder = tmp_path_factory.mktemp("renamed")
    data = Path(shutil.copytree(DATA, folder / "data"))
    freeze(data, "The first.", date(2020, 4, 1))
    for kind, old, new in NAMES:
        rename(data, kind, old, new)
    freeze(data, "Other names.", date(2020, 5, 1))
    app = create_app({"DATA_DIR": data, "STORE_DIR": folder / "store"})
    hold_to_document(app)
    return app.test_client()


@pytest.mark.parametrize(("kind", "old", "new"), NAMES)
@pytest.mark.parametrize("query", ["", "?release=2.0.0", "?release=latest", "?release=draft"])
def test_an_old_id_leads_to_the_new_one(
    client: FlaskClient, kind: str, old: str, new: str, query: str
) -> None:
    response = client.get(f"/v1/{kind}/{old}{query}")
    assert response.status_code == 308
    assert response.headers["Location"] == f"/v1/{kind}/{new}{query}"
    assert (response.data, response.content_type) == (b"", None)
    found = client.get(response.headers["Location"])
    assert (found.status_code, found.json["data"]["aliases"]) == (200, [old])


@pytest.mark.parametrize(("kind", "old", "new"), NAMES)
def test_an_earlier_release_knows_the_old_id_only(
    client: FlaskClient, kind: str, old: str, new: str
) -> None:
    record = client.get(f"/v1/{kind}/{old}?release=1.0.0").json["data"]
    assert (record["id"], record["aliases"]) == (old, [])
    assert client.get(f"/v1/{kind}/{new}?release=1.0.0").status_code == 404
    listed = [one["id"] for one in client.get(f"/v1/{kind}?release=1.0.0").json["data"]]
    assert old in listed
    assert new not in listed


@pytest.mark.parametrize(
    ("asked", "location"),
    [
        (f"/v1/positions/{OLD}/history", f"/v1/positions/{NEW}/history"),
        (f"/v1/positions/{OLD}/history/", f"/v1/positions/{NEW}/history"),
        (f"/v1/positions/{OLD}/history.csv", f"/v1/positions/{NEW}/history.csv"),
        (f"/v1/positions/{OLD}/history.ndjson?release=draft", f"/v1/positions/{NEW}/history.ndjson?release=draft"),
        (f"/v1/positions/{OLD}?release=%32.0.0", f"/v1/positions/{NEW}?release=%32.0.0"),
        (f"/v1/positions/{OLD}?&release=2.0.0&", f"/v1/positions/{NEW}?&release=2.0.0&"),
    ],
)  # fmt: skip
def test_all_else_of_the_address_is_kept(client: FlaskClient, asked: str, location: str) -> None:
    for response in (client.get(asked), client.head(asked)):
        assert (response.status_code, response.headers["Location"]) == (308, location)
    assert client.get(location).status_code == 200


def test_the_address_keeps_the_prefix(client: FlaskClient) -> None:
    response = client.get("/v1/parties/league", environ_overrides={"SCRIPT_NAME": "/parley"})
    assert response.headers["Location"] == "/parley/v1/parties/alliance"


def test_a_history_is_that_of_the_new_id(client: FlaskClient) -> None:
    response = client.get(f"/v1/positions/{OLD}/history", follow_redirects=True)
    assert [one["id"] for one in response.json["data"]] == [NEW]


@pytest.mark.parametrize(
    ("query", "name", "reason"),
    [
        ("positions?party=league", "party", "'league' is now called 'alliance'."),
        ("positions?party=north,league&release=draft", "party", "'league' is now called 'alliance'."),
        ("positions.csv?speaker=ada-lind", "speaker", "'ada-lind' is now called 'ada-berg'."),
        ("positions?origin=gazette-second-round", "origin", "'gazette-second-round' is now called 'gazette-of-march'."),
        ("provisions?issue=truce", "issue", "'truce' is now called 'armistice'."),
        ("timeline?provision=winter-truce", "provision", "'winter-truce' is now called 'truce-in-winter'."),
        ("positions?event=first-round", "event", "'first-round' is now called 'opening-round'."),
        ("coverage?party=leage", "party", "There is no party 'leage'; there are alliance, north, south."),
    ],
)  # fmt: skip
def test_a_filter_names_the_new_id(client: FlaskClient, query: str, name: str, reason: str) -> None:
    response = client.get(f"/v1/{query}")
    assert response.status_code == 400
    assert response.json["errors"] == [{"name": name, "reason": reason}]


@pytest.mark.parametrize(
    ("query", "status"),
    [("party=league", 200), ("party=alliance", 400), ("speaker=ada-lind", 200)],
)
def test_a_filter_asks_in_the_words_of_its_release(
    client: FlaskClient, query: str, status: int
) -> None:
    assert client.get(f"/v1/positions?release=1.0.0&{query}").status_code == status


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/v1/parties/league?nonsense=1", 400),
        ("/v1/parties/league?release=3.0.0", 404),
        ("/v1/parties/winter-truce", 404),
        ("/v1/coverage/league.strait", 404),
        ("/v1/releases/league", 404),
    ],
)
def test_what_leads_nowhere_is_a_problem(client: FlaskClient, path: str, status: int) -> None:
    response = client.get(path)
    assert (response.status_code, response.mimetype) == (status, "application/problem+json")


@pytest.mark.parametrize(
    ("query", "kept"), [("", "no-cache"), ("?release=2.0.0", "no-cache"), ("?release=draft", "no-store")]
)  # fmt: skip
def test_where_an_old_id_leads_may_change(client: FlaskClient, query: str, kept: str) -> None:
    assert client.get(f"/v1/parties/league{query}").headers["Cache-Control"] == kept


def test_an_alias_is_a_column_and_no_filter(client: FlaskClient) -> None:
    header, *rows = client.get("/v1/parties.csv").text.splitlines()
    assert header.endswith(",note,aliases")
    assert [row.rpartition(",")[2] for row in rows if row.startswith("alliance,")] == ["league"]
    assert client.get("/v1/parties?aliases=league").status_code == 400


def test_an_old_id_leads_nowhere_before_its_record_came(tmp_path: Path) -> None:
    data = Path(shutil.copytree(DATA, tmp_path / "data"))
    freeze(data, "The first.", date(2020, 4, 1))
    east = "- {id: east, name: East, kind: state, role: observer}\n"
    replace(data / "parties.yaml", "- id: north", f"{east}- id: north")
    freeze(data, "One more.", date(2020, 5, 1))
    replace(
        data / "parties.yaml", "id: east, name: East,", "id: orient, aliases: [east], name: East,"
    )
    client = create_app({"DATA_DIR": data, "STORE_DIR": tmp_path}).test_client()
    for release, status in [("1.0.0", 404), ("1.1.0", 200), ("draft", 308)]:
        assert client.get(f"/v1/parties/east?release={release}").status_code == status
