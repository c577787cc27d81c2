"""Ask an address with wrk, and read what it tells."""

import re
import subprocess
from pathlib import Path
from typing import NamedTuple

HINT = "wrk is not installed: on Debian, `apt-get install wrk`."
IN_MILLISECONDS = {"us": 0.001, "ms": 1.0, "s": 1000.0, "m": 60_000.0}


class Told(NamedTuple):
    """What wrk tells of one run: answers, and how long clients waited, in milliseconds."""

    answers: int
    seconds: float
    p50: float
    p99: float
    failed: int


class Failed(RuntimeError):
    """A server that did not answer as it should."""


def run(address: str, connections: int, seconds: int, script: Path | None = None) -> Told:
    """Ask an address for some seconds; raise Failed if some answers are failures."""
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "60s"]
    command += ["--latency", *(["-s", str(script)] if script else [])]
    done = subprocess.run([*command, address], stdout=subprocess.PIPE, text=True, check=True)
    told = parsed(done.stdout)
    if told.failed:
        raise Failed(f"{address}: {told.failed} of {told.answers} answers failed.")
    return told


def parsed(text: str) -> Told:
    """Return what a text of wrk tells."""
    answers, took, unit = re.findall(r"(\d+) requests in ([\d.]+)(\w+),", text)[0]
    failures = re.findall(r"Non-2xx or 3xx responses: (\d+)", text)
    failures += re.findall(r"(?:connect|read|write|timeout) (\d+)", text)
    return Told(
        answers=int(answers),
        seconds=float(took) * IN_MILLISECONDS[unit] / 1000,
        p50=waited(text, "50"),
        p99=waited(text, "99"),
        failed=sum(map(int, failures)),
    )


def waited(text: str, percent: str) -> float:
    """Return how long a share of the answers took at most, in milliseconds."""
    number, unit = re.findall(rf"^\s+{percent}%\s+([\d.]+)(\w+) *$", text, re.MULTILINE)[0]
    return float(number) * IN_MILLISECONDS[unit]
