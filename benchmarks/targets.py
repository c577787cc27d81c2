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
# What of ours is answered by others from bytes that are ready.
PAGE_FILE, HEADERS_FILE, RECORD_FILE = "page.json", "headers.json", "record.json"
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
local ids, place = {{{ids}}}, os.time()
request = function()
  place = place % #ids + 1
  return wrk.format("GET", "/v1/positions/" .. ids[place])
end
"""


class Round(NamedTuple):
    """What wrk tells of a round, and the processor time of the server for each answer."""

    told: Told
    cost: float


@dataclass
class Target:
    """What is asked of one server, and what was measured of it while others took how much."""

    name: str
    server: Server
    path: str
    script: Path | None = None
    seconds: int = 1
    most: float = math.inf
    rounds: list[tuple[float, Round]] = field(default_factory=list)

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
    page, headers = fetched(server.address + PAGE)
    (folder / PAGE_FILE).write_bytes(page)
    (folder / HEADERS_FILE).write_text(json.dumps(headers), "utf-8")
    lines = fetched(f"{server.address}/v1/positions.ndjson?fields=id")[0].splitlines()
    ids = ",".join(f'"{json.loads(line)["id"]}"' for line in lines)
    scripts = {
        "unchanged": UNCHANGED.format(tag=headers["etag"]),
        "pages": PAGES.format(page=PAGE),
        "records": RECORDS.format(ids=ids),
    }
    for name, text in scripts.items():
        (folder / f"{name}.lua").write_text(text, "utf-8")
    one = f"/v1/positions/{json.loads(lines[0])['id']}"
    (folder / RECORD_FILE).write_bytes(fetched(server.address + one)[0])
    yield Target("page, repeated", server, PAGE)
    yield Target("page, 304", server, PAGE, folder / "unchanged.lua")
    yield Target("page, never asked before", server, PAGE, folder / "pages.lua")
    yield Target("record, never asked before", forgetful, one, folder / "records.lua")


def bases(stack: ExitStack, folder: Path) -> Iterator[Target]:
    """Start what answers with bytes that are ready: those of our page, and of our record."""
    settings = {
        "PAGE": str(folder / PAGE_FILE),
        "RECORD": str(folder / RECORD_FILE),
        "HEADERS": (folder / HEADERS_FILE).read_text("utf-8"),
    }
    constant = stack.enter_context(served(granian("benchmarks.baselines:constant"), settings))
    headed = stack.enter_context(served(granian("benchmarks.baselines:headed"), settings))
    flask = stack.enter_context(served(granian("benchmarks.baselines:flask"), settings))
    yield Target("Granian, constant bytes", constant, "/")
    yield Target("Granian, constant bytes under our headers", headed, "/")
    yield Target("flask-smorest, arguments, constant body", flask, f"/asked{ASKED}")
    yield Target("flask-smorest, constant body of a record", flask, "/record")


def others(stack: ExitStack, folder: Path) -> Iterator[Target]:
    """Start the peers that are installed."""
    if peers.DATASETTE.exists():
        database = peers.positions_of(release_folder(), folder)
        plain = stack.enter_context(served(peers.datasette(database, tuned=False)))
        tuned = stack.enter_context(served(peers.datasette(database, tuned=True)))
        page = peers.PLAIN + OF_DATASETTE
        # It works on all that it is asked at once, so that the first answers take seconds.
        yield Target("Datasette", plain, page, seconds=6, most=3)
        yield Target("Datasette, tuned", tuned, page + peers.LEAN, seconds=2, most=5)
    if shutil.which("nginx"):
        headers = json.loads((folder / HEADERS_FILE).read_text("utf-8"))
        del headers["etag"]
        file = stack.enter_context(served(peers.nginx(folder, headers)))
        yield Target("nginx, file", file, f"/{PAGE_FILE}")
        yield Target("nginx, file under our headers", file, f"/headed/{PAGE_FILE}")
        behind = stack.enter_context(served(granian("wsgi:app"), subjects()[REAL]))
        origin = urlsplit(behind.address).netloc
        front = stack.enter_context(served(peers.kept(folder / "kept", origin)))
        yield Target("nginx, kept page", front, PAGE)
