"""Real servers of PostgreSQL for the tests, each with a folder, a port and a process of its own."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest

HINT = "PostgreSQL is not installed: on Debian, `apt-get install postgresql-15`."
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "fsync": "off",
    "max_connections": "200",
    "shared_buffers": "64MB",
    "autovacuum": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
}


def programs() -> Path | None:
    """The folder of PostgreSQL's programs, of the newest version that is installed."""
    known = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4])
    )
    found = shutil.which("initdb") or (known[-1] if known else None)
    return Path(found).resolve().parent if found else None


def required() -> None:
    """Need PostgreSQL; without it, fail where CI runs and skip elsewhere."""
    if programs() is None:
        pytest.fail(HINT) if os.environ.get("CI") else pytest.skip(HINT)


class Server:
    """A server in a folder of its own, run by a user that is not root, which it refuses."""

    def __init__(self, **settings: str) -> None:
        self.programs = programs()
        assert self.programs
        self.home = Path(tempfile.mkdtemp(prefix="parley-postgresql-"))
        self.folder = self.home / "data"
        self.user = "postgres" if os.getuid() == 0 else pwd.getpwuid(os.getuid()).pw_name
        shutil.chown(self.home, self.user)
        self.port = free_port()
        self.settings = SETTINGS | settings
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def host(self) -> str:
        """What an address names the server by."""
        return f"127.0.0.1:{self.port}"

    def address(self, database: str = "postgres") -> str:
        """The address of a database of the server."""
        return f"postgresql+psycopg://postgres@{self.host}/{database}"

    def create(self) -> "Server":
        """Make a new server, whose language sorts texts otherwise than their bytes do."""
        language = (
            "--encoding=UTF8",
            "--locale=C.UTF-8",
            "--locale-provider=icu",
            "--icu-locale=en",
        )
        self.run(
            "initdb",
            "-D",
            str(self.folder),
            "-U",
            "postgres",
            "-A",
            "trust",
            "--no-sync",
            *language,
        )
        return self

    def follow(self, primary: "Server") -> "Server":
        """Make a standby of another server."""
        self.run(
            "pg_basebackup",
            "-h",
            "127.0.0.1",
            "-p",
            str(primary.port),
            "-U",
            "postgres",
            "-D",
            str(self.folder),
            "-R",
            "-X",
            "stream",
            "-c",
            "fast",
            "--no-sync",
        )
        return self

    def start(self) -> "Server":
        """Start the server and wait until it answers."""
        settings = {
            "port": str(self.port),
            "unix_socket_directories": str(self.home),
            **self.settings,
        }
        given = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        command = [str(self.programs / "postgres"), "-D", str(self.folder), *given]  # type: ignore[operator]
        with open(self.home / "log", "ab") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log, **self.as_user())
        self.wait()
        return self

    def wait(self) -> None:
        """Wait until the server answers."""
        for _ in range(300):
            assert self.process
            assert self.process.poll() is None, (self.home / "log").read_text("utf-8")
            try:
                return psycopg.connect(self.conninfo(), connect_timeout=2).close()
            except psycopg.OperationalError:
                time.sleep(0.1)
        raise TimeoutError(self.host)

    def stop(self, how: signal.Signals = signal.SIGQUIT) -> None:
        """End the server's process: at once, unless it is asked kindly."""
        if self.process:
            self.process.send_signal(how)
            self.process.wait(timeout=30)
            self.process = None

    def remove(self) -> None:
        """End the server and remove all that it wrote."""
        self.stop()
        shutil.rmtree(self.home)

    def conninfo(self, database: str = "postgres") -> str:
        """How psycopg is told where a database is."""
        return f"host=127.0.0.1 port={self.port} user=postgres dbname={database}"

    def ask(self, statement: str, database: str = "postgres") -> list[tuple[Any, ...]]:
        """Return the rows of a statement, if it has any."""
        with psycopg.connect(self.conninfo(database), autocommit=True) as connection:
            done = connection.execute(statement)  # type: ignore[arg-type]
            return done.fetchall() if done.description else []

    def run(self, program: str, *arguments: str) -> None:
        """Run one of PostgreSQL's programs to its end."""
        command = [str(self.programs / program), *arguments]  # type: ignore[operator]
        subprocess.run(command, check=True, capture_output=True, **self.as_user())

    def as_user(self) -> dict[str, Any]:
        """How a process is started as the server's user."""
        if os.getuid() != 0:
            return {"cwd": self.home}
        known = pwd.getpwnam(self.user)
        return {"cwd": self.home, "user": known.pw_uid, "group": known.pw_gid, "extra_groups": []}


def free_port() -> int:
    """A port on which nobody listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def running(**settings: str) -> Iterator[Server]:
    """A new server that runs, and is gone afterwards."""
    server = Server(**settings)
    try:
        yield server.create().start()
    finally:
        server.remove()
