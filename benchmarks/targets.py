"""What is asked of which server under load."""

import json
import math
import shutil
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from benchmarks import peers
from benchmarks.servers import Server, granian, served
from benchmarks.subjects import REAL, release_folder, subjects
from benchmarks.wrk import Told

ASKED = "?party=russia&limit=13"
PAGE = f"/v1/positions{ASKED}"
OF_DATASETTE = "?party=russia&_size=13"
# Less than all records take, so that each is forgotten before it is asked for again.
FORGETFUL = {"CACHE_BYTES": "1000000"}
# What of ours others answer, as benchmarks/baselines.py reads it.
PAGE_FILE, HEADERS_FILE, RECORD_FILE = "page.json", "headers.json", "record.json"
KEPT, NEW, RECORD, NGINX = "kept page", "new page", "new record", "page kept by nginx"
OF_SERVERS = ("server", "date", "connection", "content-type", "content-length")
UNCHANGED = "wrk.headers[\"If-None-Match\"] = '{tag}'"
# Days that select the same records, so that every address is asked for the first time.
PAGES = """
math.randomseed(os.time() + tonumber(tostring({{}}):match("0x(%x+)"), 16) % 100000)
request = function()
  local day = function(from, to)
    local year, month = math.random(from, to), math.random(1, 12)
    return string.format("%d-%02d-%02d", year, month, math.random(1, 28))
  end
  return wrk.format("GET", "{page}&said_from=" .. day(2001, 2021) .. "&said_to=" .. day(2027, 2047))
end
"""
RECORDS = """
local paths, place = {{{paths}}}, os.time()
request = function()
  place = place % #paths + 1
  return wrk.format("GET", paths[place])
end
"""


class Round(NamedTuple):
    """What wrk tells of a round, and the processor time of the server for each answer."""

    told: Told
    cost: float

    @property
    def rate(self) -> float:
        """Return how many answers a second there were; none at all counts as one."""
        return max(self.told.answers, 1) / self.told.seconds


@dataclass
class Target:
    """What is asked of one server for so many seconds, in so many rounds at most.

    Those of a group are compared, and asked one after another. Of each round, what was measured and
    which share of the processor others took meanwhile.
    """

    group: str
    name: str
    server: Server
    path: str
    script: Path | None = None
    seconds: int = 1
    most: float = math.inf
    measured: list[tuple[float, Round]] = field(default_factory=list)

    @property
    def address(self) -> str:
        """Return what wrk asks."""
        return self.server.address + self.path

    def size(self) -> int:
        """Return how many bytes an answer has."""
        return len(fetched(self.address)[0])


def fetched(address: str) -> tuple[bytes, dict[str, str]]:
    """Return the bytes at an address, and their headers but for those that every server tells."""
    with urllib.request.urlopen(address, timeout=60) as response:
        told = {name.lower(): value for name, value in response.headers.items()}
        return response.read(), {name: told[name] for name in told if name not in OF_SERVERS}


def ours(stack: ExitStack, folder: Path) -> Iterator[Target]:
    """Start our server, and yield what is asked of it."""
    settings = subjects()[REAL]
    server = stack.enter_context(served(granian("wsgi:app"), settings))
    forgetful = stack.enter_context(served(granian("wsgi:app"), settings | FORGETFUL))
    one = write_files(server, folder)
    yield Target(KEPT, "page, repeated", server, PAGE)
    yield Target(KEPT, "page, 304", server, PAGE, folder / "unchanged.lua")
    yield Target(NEW, "page, never asked before", server, PAGE, folder / "pages.lua")
    yield Target(RECORD, "record, never asked before", forgetful, one, folder / "records.lua")


def write_files(server: Server, folder: Path) -> str:
    """Write what is asked, and what others answer; return the path of a record of usual length."""
    page, headers = fetched(server.address + PAGE)
    lines = sorted(fetched(f"{server.address}/v1/positions.ndjson")[0].splitlines(), key=len)
    paths = [f"/v1/positions/{json.loads(line)['id']}" for line in lines]
    one = paths[len(paths) // 2]
    texts = {
        "unchanged.lua": UNCHANGED.format(tag=headers["etag"]),
        "pages.lua": PAGES.format(page=PAGE),
        "records.lua": RECORDS.format(paths=json.dumps(sorted(paths))[1:-1]),
        HEADERS_FILE: json.dumps(headers),
    }
    for name, text in texts.items():
        (folder / name).write_text(text, "utf-8")
    (folder / PAGE_FILE).write_bytes(page)
    (folder / RECORD_FILE).write_bytes(fetched(server.address + one)[0])
    return one


def bases(stack: ExitStack, folder: Path) -> Iterator[Target]:
    """Start what answers with bytes that are ready: those of our page, and of our record."""
    constant, headed, flask = (
        stack.enter_context(
            served(granian(f"benchmarks.baselines:{name}"), {"READY_BYTES": str(folder)})
        )
        for name in ("constant", "headed", "flask")
    )
    yield Target(KEPT, "Granian, constant bytes", constant, "/")
    yield Target(KEPT, "Granian, constant bytes under our headers", headed, "/")
    yield Target(NEW, "flask-smorest, arguments, constant body", flask, f"/asked{ASKED}")
    yield Target(RECORD, "flask-smorest, constant body of a record", flask, "/record")


def others(stack: ExitStack, folder: Path) -> Iterator[Target]:
    """Start the peers that are installed."""
    if peers.DATASETTE.exists():
        database = peers.positions_of(release_folder(), folder)
        plain = stack.enter_context(served(peers.datasette(database, tuned=False)))
        tuned = stack.enter_context(served(peers.datasette(database, tuned=True)))
        page = peers.PLAIN + OF_DATASETTE
        # It works on all that it is asked at once, so that the first answers take seconds.
        yield Target(KEPT, "Datasette", plain, page, seconds=6, most=3)
        yield Target(NEW, "Datasette, tuned", tuned, page + peers.LEAN, seconds=2, most=5)
    if shutil.which("nginx"):
        headers = json.loads((folder / HEADERS_FILE).read_text("utf-8"))
        del headers["etag"]
        file = stack.enter_context(served(peers.nginx(folder, headers)))
        yield Target(NGINX, "nginx, file", file, f"/{PAGE_FILE}")
        yield Target(NGINX, "nginx, file under our headers", file, f"/headed/{PAGE_FILE}")
        behind = stack.enter_context(served(granian("wsgi:app"), subjects()[REAL]))
        origin = urlsplit(behind.address).netloc
        front = stack.enter_context(served(peers.kept(folder / "kept", origin)))
        yield Target(NGINX, "nginx, kept page", front, PAGE)
