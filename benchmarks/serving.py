"""Measure how many answers a second a server gives, and what each costs it in processor time.

Run with `python -m benchmarks.serving`; it needs wrk. One worker of Granian for each application,
all running; they are asked in turns, for seconds. Where the machine is busy, read the processor
time, which others take little from, before the answers a second.
"""

import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from api import ROOT

ROUNDS, SECONDS, CONNECTIONS = 7, 2, 32
PAGE = "/v1/positions?party=russia&limit=13"
ASKED = "?party=russia&limit=13"
GRANIAN = ["--interface", "wsgi", "--no-ws", "--no-log", "--blocking-threads", "16"]
TICKS = os.sysconf("SC_CLK_TCK")
# Days that select the same records, so that every address is asked for the first time.
FIRST_TIME = """
math.randomseed(os.time() + tonumber(tostring({}):match("0x(%x+)"), 16) % 100000)
request = function()
  local day = function(from, to)
    local year, month = math.random(from, to), math.random(1, 12)
    return string.format("%d-%02d-%02d", year, month, math.random(1, 28))
  end
  return wrk.format("GET", "PAGE&said_from=" .. day(2001, 2021) .. "&said_to=" .. day(2027, 2047))
end
"""


@dataclass
class Target:
    """What is asked of one server, and what was measured of it."""

    name: str
    app: str
    path: str
    script: str = ""
    rates: list[float] = field(default_factory=list)
    costs: list[float] = field(default_factory=list)


Row = dict[str, str | float]


def targets() -> list[Target]:
    """Return what is measured; the first is what the others are compared with."""
    return [
        Target("constant bytes", "benchmarks.baselines:constant", "/"),
        Target("page, repeated", "wsgi:app", PAGE),
        Target("page, 304", "wsgi:app", PAGE, "wrk.headers[\"If-None-Match\"] = 'TAG'"),
        Target("page, first time", "wsgi:app", PAGE, FIRST_TIME),
        Target("flask-smorest, arguments", "benchmarks.baselines:flask", f"/asked{ASKED}"),
        Target("flask-smorest", "benchmarks.baselines:flask", "/plain"),
    ]


@contextmanager
def served(app: str, port: int) -> Iterator[int]:
    """Serve an app by one worker of Granian; give the process id of the worker."""
    command = [sys.executable, "-m", "granian", *GRANIAN, "--port", str(port), app]
    process = subprocess.Popen(command, cwd=ROOT)
    try:
        wait_for(port)
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text()
        yield max(map(int, children.split()), key=seconds_of)
    finally:
        process.terminate()
        process.wait()


def wait_for(port: int) -> None:
    """Wait until something answers, whatever it is."""
    for _ in range(300):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}{PAGE}", timeout=5).close()
            return
        except urllib.error.HTTPError as error:
            error.close()
            return
        except OSError:
            time.sleep(0.2)
    raise TimeoutError(port)


def seconds_of(process: int) -> float:
    """Return the processor time that a process has taken."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def measure(target: Target, port: int, process: int, folder: Path) -> None:
    """Ask for a target for some seconds."""
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s"]
    if target.script:
        script = folder / "script.lua"
        script.write_text(target.script.replace("PAGE", PAGE).replace("TAG", tag_of(port)))
        command += ["-s", str(script)]
    before = seconds_of(process)
    address = f"http://127.0.0.1:{port}{target.path}"
    told = subprocess.run([*command, address], stdout=subprocess.PIPE, text=True, check=True).stdout
    spent = seconds_of(process) - before
    answers = int(re.findall(r"(\d+) requests in", told)[0])
    if failed := re.findall(r"Non-2xx or 3xx responses: (\d+)", told):
        raise RuntimeError(f"{target.name}: {failed[0]} of {answers} answers failed.")
    target.rates.append(answers / SECONDS)
    target.costs.append(spent / answers * 1_000_000)


def tag_of(port: int) -> str:
    """Return the version of the page."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{PAGE}") as response:
        return str(response.headers["ETag"])


def rows() -> list[Row]:
    """Return for each target its median rate and cost, and both against constant bytes."""
    measured = targets()
    apps = list(dict.fromkeys(target.app for target in measured))
    ports = {app: 8930 + number for number, app in enumerate(apps)}
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        running = {app: stack.enter_context(served(app, ports[app])) for app in apps}
        for _ in range(ROUNDS):
            for target in measured:
                measure(target, ports[target.app], running[target.app], Path(folder))
    return [row_of(target, measured[0]) for target in measured]


def row_of(target: Target, base: Target) -> Row:
    """Return what was measured of a target."""
    rate, cost = statistics.median(target.rates), statistics.median(target.costs)
    return {
        "name": target.name,
        "answers_per_second": rate,
        "microseconds": cost,
        "rate_to_constant": rate / statistics.median(base.rates),
        "speed_to_constant": statistics.median(base.costs) / cost,
    }


def main() -> None:
    """Print the table."""
    if shutil.which("wrk") is None:
        sys.exit("wrk is not installed: on Debian, `apt-get install wrk`.")
    for row in rows():
        print(
            f"{row['name']:<26} {row['answers_per_second']:8.0f}/s "
            f"{row['microseconds']:8.1f} us, {row['rate_to_constant']:5.2f} x the rate and "
            f"{row['speed_to_constant']:5.2f} x the speed of constant bytes"
        )


if __name__ == "__main__":
    main()
