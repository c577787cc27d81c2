"""A primary, a standby that follows it, and a server that outlives the loss of either or both."""

import http.client
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import pytest
from flask import Flask

from api import create_app
from api.store import postgresql as schemas
from tests.conftest import DATA
from tests.edits import replace
from tests.postgresql import Server, required, running
from tests.running import serving

ASKING = "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'parley'"
ADDRESSES = [
    "/v1/positions",
    "/v1/positions.csv",
    "/v1/matrix.ndjson",
    "/v1/parties/north",
    "/readyz",
]


class Pair(NamedTuple):
    primary: Server
    standby: Server

    @property
    def address(self) -> str:
        """The address that names both."""
        hosts = "&".join(f"host={server.host}" for server in self)
        return f"postgresql+psycopg://postgres@/postgres?{hosts}"

    def asked(self) -> tuple[bool, bool]:
        """Whether a server of ours is connected to each."""
        return tuple(server.ask(ASKING)[0][0] > 0 for server in self)  # type: ignore[return-value]


class Answer(NamedTuple):
    status: int
    headers: dict[str, str]
    body: bytes
    seconds: float


@pytest.fixture(scope="module")
def pair() -> Iterator[Pair]:
    """A primary and a standby."""
    required()
    with running() as primary:
        standby = Server()
        try:
            standby.follow(primary).start()
            yield Pair(primary, standby)
        finally:
            standby.remove()


@pytest.fixture(scope="module")
def server(pair: Pair, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server over both, which keeps no answers."""
    store = tmp_path_factory.mktemp("store")
    app = create_app(settings(pair, store))
    app.extensions["parley"].engine.dispose()
    wait_for_rows(pair.standby, f"{having(app)} HAVING count(*) = 1")
    with serving(**settings(pair, store), CACHE_BYTES="0") as address:
        yield address


def having(app: Flask) -> str:
    """Return the statement that counts the stores of an app's dataset."""
    version = app.extensions["parley"].version
    return f"SELECT count(*) FROM pg_namespace WHERE nspname = '{version}'"


def settings(pair: Pair, store: Path) -> dict[str, str]:
    """Return the settings of a server over both."""
    return {"DATA_DIR": str(DATA), "STORE_DIR": str(store), "DATABASE_URL": pair.address}


@pytest.fixture(autouse=True)
def whole(pair: Pair) -> Iterator[None]:
    """Both run again after each test."""
    yield
    for one in pair:
        if one.process is None:
            one.start()


def get(server: str, path: str, **headers: str) -> Answer:
    begun = time.monotonic()
    connection = http.client.HTTPConnection(urlsplit(server).netloc, timeout=30)
    connection.request("GET", path, headers=headers)
    response = connection.getresponse()
    body = response.read()
    connection.close()
    told = {name.lower(): value for name, value in response.headers.items()}
    return Answer(response.status, told, body, time.monotonic() - begun)


def test_what_is_read_is_read_from_the_standby(server: str, pair: Pair) -> None:
    assert get(server, "/v1/positions").status == 200
    assert pair.asked() == (False, True)


def test_the_loss_of_the_standby_leaves_the_primary(server: str, pair: Pair) -> None:
    before = get(server, "/v1/positions").body
    pair.standby.stop()
    answers = [get(server, path) for path in ADDRESSES]
    assert [answer.status for answer in answers] == [200] * len(ADDRESSES)
    assert answers[0].body == before
    assert pair.primary.ask(ASKING) != [(0,)]


def test_the_loss_of_the_primary_leaves_the_standby(
    server: str, pair: Pair, tmp_path: Path
) -> None:
    pair.primary.stop()
    assert [get(server, path).status for path in ADDRESSES] == [200] * len(ADDRESSES)
    app = create_app({**settings(pair, tmp_path), "CACHE_BYTES": 0})
    assert app.test_client().get("/v1/positions").status_code == 200
    app.extensions["parley"].engine.dispose()


def test_the_loss_of_both_says_when_to_try_again(server: str, pair: Pair) -> None:
    for one in pair:
        one.stop()
    for path in ADDRESSES:
        answer = get(server, path)
        assert (answer.status, answer.headers["retry-after"]) == (503, "5")
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.seconds < 5
    page = get(server, "/parties/north", Accept="text/html")
    assert (page.status, page.headers["retry-after"]) == (503, "5")
    assert b"The dataset cannot be asked." in page.body
    assert get(server, "/healthz").status == 200
    for one in pair:
        one.start()
    assert [get(server, path).status for path in ADDRESSES] == [200] * len(ADDRESSES)


def test_kept_answers_outlive_the_loss_of_both(pair: Pair, tmp_path: Path) -> None:
    with serving(**settings(pair, tmp_path)) as address:
        before = get(address, "/v1/positions")
        for one in pair:
            one.stop()
        kept = get(address, "/v1/positions")
        assert (kept.status, kept.body, kept.headers["etag"]) == (200, before.body, before.headers["etag"])  # fmt: skip
        assert get(address, "/v1/positions?limit=3").status == 200
        assert get(address, "/v1/positions?q=strait").status == 503
        for one in pair:
            one.start()
        assert get(address, "/v1/positions?q=strait").status == 200


def test_a_standby_that_comes_back_is_read_again(
    pair: Pair, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schemas, "RENEWED_AFTER", 0)
    pair.standby.stop()
    app = create_app({**settings(pair, tmp_path), "CACHE_BYTES": 0})
    client = app.test_client()
    assert client.get("/v1/positions").status_code == 200
    pair.standby.start()
    assert pair.standby.ask(ASKING) == [(0,)]
    assert client.get("/v1/positions").status_code == 200
    assert pair.standby.ask(ASKING) != [(0,)]
    app.extensions["parley"].engine.dispose()


def test_a_store_is_read_from_the_primary_until_the_standby_has_it(
    pair: Pair, tmp_path: Path
) -> None:
    data = Path(shutil.copytree(DATA, tmp_path / "data"))
    replace(data / "parties.yaml", "name: South", "name: The South")
    pair.standby.ask("SELECT pg_wal_replay_pause()")
    app = create_app({**settings(pair, tmp_path), "DATA_DIR": data, "CACHE_BYTES": 0})
    assert app.test_client().get("/v1/parties/south").json["data"]["name"] == "The South"
    store = app.extensions["parley"]
    assert [one.ask(having(app))[0][0] for one in pair] == [1, 0]
    pair.standby.ask("SELECT pg_wal_replay_resume()")
    store.engine.dispose()
    wait_for_rows(pair.standby, f"{having(app)} HAVING count(*) = 1")
    app.test_client().get("/v1/parties/south")
    assert pair.standby.ask(ASKING) != [(0,)]
    store.engine.dispose()


def wait_for_rows(server: Server, statement: str) -> None:
    """Wait until a statement finds something."""
    for _ in range(200):
        if server.ask(statement):
            return
        time.sleep(0.05)
    raise TimeoutError(statement)
