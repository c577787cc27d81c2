"""Others who serve the same positions: Datasette in an environment of its own, and nginx."""

import json
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path

from api import ROOT
from api.exports.database import DATABASE
from tests.nginx import command, configured

FOLDER = ROOT / "instance" / "benchmarks"
ENVIRONMENT = FOLDER / "peers"
DATASETTE = ENVIRONMENT / "bin" / "datasette"
REQUIREMENT = "datasette==0.65.*"
# Its usual three threads gave more answers a second than one or none.
TUNING = {
    "suggest_facets": "off",
    "allow_facet": "off",
    "default_facet_size": "1",
}
PLAIN = "/positions/positions.json"
LEAN = "&_shape=array&_nocount=1&_nofacet=1&_nosuggest=1"
ONE_UNBOUNDED = {
    "worker_processes auto": "worker_processes 1",
    "rate=50r/s": "rate=1000000r/s",
    "burst=100": "burst=1000000",
    "readers 20": "readers 1000",
}
NGINX = """
daemon off; master_process off; worker_processes 1; pid {folder}/pid; error_log {folder}/log;
events {{ worker_connections 1024; }}
http {{
  access_log off; keepalive_requests 100000000; sendfile on; tcp_nopush on;
  open_file_cache max=10; default_type application/json;
  server {{
    listen 127.0.0.1:{port}; root {folder};
    location /headed/ {{ alias {folder}/; {headers} }}
  }}
}}
"""


def install() -> None:
    """Install Datasette, unless it is there; raise CalledProcessError."""
    if not DATASETTE.exists():
        pip = [str(ENVIRONMENT / "bin" / "python"), "-m", "pip", "install", "-qq"]
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(ENVIRONMENT)], check=True)
        subprocess.run([*pip, "--disable-pip-version-check", REQUIREMENT], check=True)


def positions_of(release: Path, folder: Path) -> Path:
    """Return a copy of a release's tables, with an index on the member that is filtered by."""
    copy = Path(shutil.copy(release / DATABASE, folder / "positions.db"))
    copy.chmod(0o644)
    with closing(sqlite3.connect(copy)) as connection:
        connection.execute("CREATE INDEX by_party ON positions (party)")
        connection.commit()
    return copy


def datasette(database: Path, tuned: bool) -> Callable[[int], list[str]]:
    """Return how Datasette serves a database: as it comes, or set up for speed."""
    settings = [part for pair in TUNING.items() for part in ("--setting", *pair)]
    given = ["-i", str(database), *settings] if tuned else [str(database)]
    return lambda port: [str(DATASETTE), "serve", *given, "--port", str(port)]


def kept(folder: Path, origin: str) -> Callable[[int], list[str]]:
    """Return how one process of nginx serves what it keeps, set up by deploy/nginx.conf."""
    folder.mkdir()
    return lambda port: command(folder, configured(folder, port, origin, ONE_UNBOUNDED))


def nginx(folder: Path, headers: Mapping[str, str]) -> Callable[[int], list[str]]:
    """Return how nginx serves the files of a folder: as they are, and in /headed/ under headers."""
    configuration = folder / "nginx.conf"
    added = " ".join(f"add_header {name} {json.dumps(value)};" for name, value in headers.items())

    def asked(port: int) -> list[str]:
        configured = NGINX.format(folder=folder, port=port, headers=added)
        configuration.write_text(configured, "utf-8")
        return command(folder, configuration)

    return asked
