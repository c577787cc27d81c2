"""Start servers on this machine, and see what their processes take."""

import os
import re
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from api import ROOT
from tests.makefile import of_makefile
from tests.postgresql import free_port

TICKS = os.sysconf("SC_CLK_TCK")
PATIENCE = 300


@dataclass(frozen=True)
class Server:
    """A server that runs: its address, and the process that answers."""

    address: str
    process: int

    def seconds(self) -> float:
        """Return the processor time that the process has taken."""
        return seconds_of(self.process)

    def memory(self, figure: str = "VmRSS") -> float:
        """Return the memory that the process holds, or its peak `VmHWM`, in MB."""
        told = Path(f"/proc/{self.process}/status").read_text("utf-8")
        return int(re.findall(rf"{figure}:\s+(\d+) kB", told)[0]) * 1024 / 1e6

    def forget_peak(self) -> None:
        """Begin to watch for a peak of memory anew."""
        Path(f"/proc/{self.process}/clear_refs").write_text("5", "utf-8")


def granian(app: str) -> Callable[[int], list[str]]:
    """Return how one worker of Granian serves an application, as `make serve` does."""
    memory, options = of_makefile("MEMORY"), of_makefile("GRANIAN")
    command = ["env", *memory, sys.executable, "-m", "granian", *options, "--no-log"]
    return lambda port: [*command, "--port", str(port), app]


@contextmanager
def served(
    command: Callable[[int], list[str]], settings: Mapping[str, str] | None = None
) -> Iterator[Server]:
    """Run a server on a free port until it is not needed."""
    port = free_port()
    process = subprocess.Popen(
        command(port),
        cwd=ROOT,
        env=os.environ | dict(settings or {}),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for(f"http://127.0.0.1:{port}/", process)
        yield Server(f"http://127.0.0.1:{port}", answering(process.pid))
    finally:
        process.terminate()
        process.wait()


def wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    """Wait until something answers, whatever it is."""
    begun = time.monotonic()
    while time.monotonic() - begun < PATIENCE and process.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=5).close()
            return
        except urllib.error.HTTPError as error:
            error.close()
            return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(f"{address}: {process.args!r}")


def answering(process: int) -> int:
    """Return the process that answers: of a server with workers, the one that has done most."""
    children = Path(f"/proc/{process}/task/{process}/children").read_text("utf-8")
    return max(map(int, children.split()), key=seconds_of, default=process)


def seconds_of(process: int) -> float:
    """Return the processor time that a process has taken."""
    fields = Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS
