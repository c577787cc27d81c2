"""What was measured on: the machine, how busy it was, and the versions of all that took part."""

import os
import platform
import re
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from api import ROOT
from benchmarks.peers import DATASETTE
from tests.postgresql import programs

PACKAGES = {"Granian": "granian", "Flask": "flask", "flask-smorest": "flask-smorest"}
NUMBER = re.compile(r"\d+(?:\.\d+)+")


def facts() -> dict[str, str]:
    """Return the machine and the versions, with today's day."""
    return {
        "day": datetime.now(UTC).date().isoformat(),
        "code": commit(),
        "processor": f"{processor()}, {os.cpu_count()} cores",
        "memory": f"{memory():.0f} GB",
        "system": f"{platform.system()} {platform.release()}",
        "Python": platform.python_version(),
        **{name: version(package) for name, package in PACKAGES.items()},
        "SQLite": sqlite3.sqlite_version,
        **dict(installed()),
    }


def commit() -> str:
    """Return which commit is measured, and whether files were changed since."""
    command = ["git", "describe", "--always", "--exclude=*", "--dirty=, changed since"]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    return done.stdout.strip() or "of no commit"


def load() -> str:
    """Return how many processes wanted a core, over a minute and over five."""
    one, five, _ = os.getloadavg()
    return f"{one:.1f} in the last minute, {five:.1f} in the last five"


def processor() -> str:
    """Return the model of the processor."""
    told = re.search(r"model name\s*: (.+)", Path("/proc/cpuinfo").read_text("utf-8"))
    return told[1] if told else platform.machine()


def memory() -> float:
    """Return how much memory there is, in GB."""
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9


def installed() -> Iterator[tuple[str, str]]:
    """Return the programs that may take part, each with its version."""
    postgres = programs()
    commands = {
        "Datasette": [str(DATASETTE), "--version"],
        "nginx": ["nginx", "-v"],
        "wrk": ["wrk", "-v"],
        "PostgreSQL": [str(postgres / "postgres") if postgres else "postgres", "--version"],
    }
    for name, command in commands.items():
        yield name, version_of(command)


def version_of(command: list[str]) -> str:
    """Return the version that a program tells of itself."""
    if not shutil.which(command[0]):
        return "not installed"
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    told = NUMBER.search(done.stdout)
    return told[0] if told else "unknown"
