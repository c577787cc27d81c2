"""A real nginx before a real server, set up by deploy/nginx.conf."""

import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from api.dataset.freezing import freeze
from api.http.headers import SHARED
from tests.conftest import DATA
from tests.live.test_serving import ask
from tests.nginx import command, configured
from tests.postgresql import free_port
from tests.running import required, serving

UNBOUNDED = {"rate=50r/s": "rate=10000r/s", "burst=100": "burst=10000"}


@pytest.fixture(scope="module")
def nginx() -> Path:
    """The installed nginx."""
    if os.geteuid() != 0:
        pytest.skip("nginx writes where Debian lets only root write.")
    found = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    return required("nginx", found, "on Debian, `apt-get install nginx-light`.")


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Settings of a dataset with a release."""
    folder = tmp_path_factory.mktemp("released")
    freeze(Path(shutil.copytree(DATA, folder / "data")), "The first.", date(2020, 4, 1))
    return {"DATA_DIR": str(folder / "data"), "STORE_DIR": str(folder / "store")}


class Front:
    """A running nginx, the server behind it, and how to end that."""

    def __init__(self, address: str, origin: str, end: ExitStack) -> None:
        self.address, self.origin, self.end = address, origin, end

    def cached(self, path: str, **headers: str) -> tuple[int, str]:
        """Ask for a path; return the status, and what became of it in the cache."""
        status, told, _ = ask(self.address + path, **headers)
        return status, told.get("x-cache", "")

    def computed(self) -> int:
        """Return how many answers the server behind has sent but for its own counts."""
        lines = ask(f"{self.origin}/metrics")[2].decode().splitlines()
        told = [
            line
            for line in lines
            if line.startswith("parley_answers_total") and "metrics" not in line
        ]
        return sum(int(float(line.rpartition(" ")[2])) for line in told)


@pytest.fixture
def front(
    nginx: Path, settings: dict[str, str], tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[Front]:
    """An nginx that has nothing yet, and answers as often as it is asked unless a test bounds it."""
    port = free_port()
    bounds = getattr(request, "param", UNBOUNDED)
    with ExitStack() as behind:
        origin = behind.enter_context(serving(**settings))
        configuration = configured(tmp_path, port, urlsplit(origin).netloc, bounds)
        process = subprocess.Popen(
            command(tmp_path, configuration), executable=nginx, stderr=subprocess.DEVNULL
        )
        try:
            address = f"http://127.0.0.1:{port}"
            until(lambda: ask(f"{address}/healthz")[0] == 200)
            yield Front(address, origin, behind)
        finally:
            process.terminate()
            process.wait(timeout=20)


def until(holds: Callable[[], bool]) -> None:
    """Wait until something holds."""
    for _ in range(100):
        try:
            if holds():
                return
        except OSError:
            pass
        time.sleep(0.1)
    raise TimeoutError


@pytest.mark.parametrize("query", ["", "?release=1.0.0"])
def test_what_may_be_kept_is_asked_once(front: Front, query: str) -> None:
    path = f"/v1/positions{query}"
    assert [front.cached(path) for _ in range(3)] == [(200, "MISS"), (200, "HIT"), (200, "HIT")]
    tag = ask(front.address + path)[1]["etag"]
    assert front.cached(path, If_None_Match=tag) == (304, "HIT")
    assert ask(front.address + path)[2] == ask(front.origin + path)[2]


@pytest.mark.parametrize(
    "path",
    ["/v1/positions?release=draft", "/healthz", "/v1/matrix", "/issues", "/v1/parties/nobody"],
)
def test_what_must_not_be_kept_is_asked_each_time(front: Front, path: str) -> None:
    before = front.computed()
    assert {front.cached(path)[1] for _ in range(3)} <= {"MISS", ""}
    assert front.computed() == before + 3


def test_codings_and_formats_are_kept_apart(front: Front) -> None:
    asked = [
        {"Accept_Encoding": coding, "Accept": media_type}
        for coding in ("identity", "gzip", "br", "zstd")
        for media_type in ("application/json", "text/csv")
    ]
    path = "/v1/sources?limit=200"
    first = [ask(front.address + path, **headers) for headers in asked]
    again = [ask(front.address + path, **headers) for headers in asked]
    assert [told["x-cache"] for _, told, _ in first + again] == ["MISS"] * 8 + ["HIT"] * 8
    for headers, (_, told, body), (_, told_again, body_again) in zip(
        asked, first, again, strict=True
    ):
        assert told["content-type"].startswith(headers["Accept"])
        assert told["etag"] == told_again["etag"]
        assert body == body_again
        expected = ask(front.origin + path, **headers)
        assert (told.get("content-encoding"), body) == (
            expected[1].get("content-encoding"),
            expected[2],
        )


def test_what_is_over_is_asked_again_by_its_version(front: Front) -> None:
    path = "/v1/positions"
    front.cached(path)
    before = front.computed()
    time.sleep(SHARED + 1.5)
    assert front.cached(path) == (200, "STALE")
    until(lambda: front.cached(path) == (200, "HIT"))
    assert front.computed() == before + 1
    counted = ask(f"{front.origin}/metrics")[2].decode()
    assert 'format="application/json",source="cache",status="304"} 1.0' in counted


def test_what_is_kept_outlives_the_server(front: Front) -> None:
    front.cached("/v1/positions")
    front.end.close()
    time.sleep(SHARED + 1.5)
    assert front.cached("/v1/positions") == (200, "STALE")
    status, headers, body = ask(f"{front.address}/v1/sources")
    assert (status, headers["retry-after"]) == (503, "5")
    assert headers["content-type"] == "application/problem+json"
    assert b"does not answer" in body


def test_what_is_counted_is_not_told_outside(front: Front) -> None:
    assert ask(f"{front.address}/metrics")[0] == 404
    assert ask(f"{front.origin}/metrics")[0] == 200


def test_parts_of_files_come_through(front: Front) -> None:
    path = f"{front.address}/v1/releases/1.0.0/files/parley.json"
    whole = ask(path)[2]
    status, headers, part = ask(path, Range="bytes=10-19")
    assert (status, part) == (206, whole[10:20])
    assert headers["content-range"] == f"bytes 10-19/{len(whole)}"


@pytest.mark.parametrize("front", [{}], indirect=True)
def test_who_asks_too_often_is_told_to_wait(front: Front) -> None:
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: ask(f"{front.address}/v1/parties"), range(400)))
    refused = [one for one in answers if one[0] == 429]
    assert {one[0] for one in answers} == {200, 429}
    assert refused[0][1]["retry-after"] == "1"
    assert refused[0][1]["content-type"] == "application/problem+json"
    assert refused[0][1]["access-control-allow-origin"] == "*"
    time.sleep(1)
    assert ask(f"{front.address}/v1/parties")[0] == 200
