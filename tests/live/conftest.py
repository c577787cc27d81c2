"""The real server over the real data, as `make serve` runs it; and a real browser."""

import os
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from api import ROOT
from tests.postgresql import free_port


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running server."""
    store = tmp_path_factory.mktemp("store")
    with serving(STORE_DIR=str(store), DATA_DIR=str(ROOT / "data")) as address:
        yield address


@contextmanager
def serving(**settings: str) -> Iterator[str]:
    """A server that runs with some settings; its address."""
    port = free_port()
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws"]
    process = subprocess.Popen(
        [*command, "--blocking-threads", "4", "--port", str(port), "wsgi:app"],
        cwd=ROOT,
        env=os.environ | settings,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for(f"{address}/readyz", process)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=20)


def wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    """Wait until an address answers."""
    for _ in range(600):
        assert process.poll() is None
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except OSError:
            time.sleep(0.2)
    raise TimeoutError(address)


def required(name: str, found: str | None, hint: str) -> Path:
    """Return a program that a test needs; without it, fail where CI runs and skip elsewhere."""
    if found is None:
        message = f"{name} is not installed: {hint}"
        pytest.fail(message) if os.environ.get("CI") else pytest.skip(message)
    return Path(found)


@pytest.fixture(scope="session")
def chromium() -> Path:
    """The installed browser."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    found = next(filter(None, map(shutil.which, names)), None)
    return required("Chromium", found, "on Debian, `apt-get install chromium`.")


@pytest.fixture(scope="session")
def npm() -> Path:
    """The installed npm."""
    return required("npm", shutil.which("npm"), "install Node.js 20 or later.")
