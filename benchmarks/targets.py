"""What is asked of which server under load."""

import json
import shutil
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from benchmarks import baselines, peers
from benchmarks.servers import Server, granian, served
from benchmarks.subjects import REAL, release_folder, subjects
from benchmarks.wrk import Told

ASKED = "?party=russia&limit=13"
PAGE = f"/v1/positions{ASKED}"
OF_DATASETTE = "?party=russia&_size=13"
# Less than all records take, so that each is forgotten before it is asked for again.
FORGETFUL = {"CACHE_BYTES": "1000000"}
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


@dataclass
class Target:
    """What is asked of one server, and what was measured of it."""

    name: str
    server: Server
    path: str
    script: Path | None = None
    seconds: int = 1
    told: list[Told] = field(default_factory=list)
    costs: list[float] = field(default_factory=list)

    @property
    def address(self) -> str:
        """Return what wrk asks."""
        return self.server.address + self.path

    def size(self) -> int:
        """Return how many bytes an answer has."""
        return len(fetched(self.address)[0])


def fetched(address: str) -> tuple[bytes, str]:
    """Return the bytes at an address, and their version if they tell one."""
    with urllib.request.urlopen(address, timeout=60) as response:
        return response.read(), str(response.headers["ETag"])


def ours(stack: ExitStack, folder: Path) -> Iterator[Target]:
    """Start our server, and yield what is asked of it."""
    settings = subjects()[REAL]
    server = stack.enter_context(served(granian("wsgi:app"), settings))
    forgetful = stack.enter_context(served(granian("wsgi:app"), settings | FORGETFUL))
    _, tag = fetched(server.address + PAGE)
    lines = fetched(f"{server.address}/v1/positions.ndjson?fields=id")[0].splitlines()
    ids = ",".join(f'"{json.loads(line)["id"]}"' for line in lines)
    scripts = {
        "unchanged": UNCHANGED.format(tag=tag),
        "pages": PAGES.format(page=PAGE),
        "records": RECORDS.format(ids=ids),
    }
    for name, text in scripts.items():
        (folder / f"{name}.lua").write_text(text, "utf-8")
    yield Target("page, repeated", server, PAGE)
    yield Target("page, 304", server, PAGE, folder / "unchanged.lua")
    yield Target("page, never asked before", server, PAGE, folder / "pages.lua")
    one = f"/v1/positions/{json.loads(lines[0])['id']}"
    yield Target("record, never asked before", forgetful, one, folder / "records.lua")


def bases(stack: ExitStack) -> Iterator[Target]:
    """Start what answers with bytes that are ready."""
    constant = stack.enter_context(served(granian("benchmarks.baselines:constant")))
    flask = stack.enter_context(served(granian("benchmarks.baselines:flask")))
    yield Target("Granian, constant bytes", constant, "/")
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
        yield Target("Datasette", plain, page, seconds=6)
        yield Target("Datasette, tuned", tuned, page + peers.LEAN, seconds=2)
    if shutil.which("nginx"):
        file = stack.enter_context(served(peers.nginx(folder, baselines.BODY)))
        yield Target("nginx, file", file, "/page.json")
        behind = stack.enter_context(served(granian("wsgi:app"), subjects()[REAL]))
        origin = urlsplit(behind.address).netloc
        front = stack.enter_context(served(peers.kept(folder / "kept", origin)))
        yield Target("nginx, kept page", front, PAGE)
