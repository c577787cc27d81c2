"""The real server over the real data, as `make serve` runs it; and a real browser."""

import os
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from api import ROOT
from tests.makefile import of_makefile
from tests.postgresql import free_port

AXE = ROOT / "tests" / "live" / "axe"
LEVEL = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]  # fmt: skip

expect.set_options(timeout=20_000)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running server, whose store was built before."""
    store = tmp_path_factory.mktemp("store")
    environment = {"STORE_DIR": str(store), "DATA_DIR": str(ROOT / "data")}
    build = [sys.executable, "-m", "flask", "--app", "wsgi", "dataset", "build"]
    subprocess.run(build, cwd=ROOT, env=os.environ | environment, check=True, capture_output=True)
    with serving(**environment) as address:
        yield address


def granian(port: int) -> list[str]:
    """Return how `make serve` runs the app."""
    return ["granian", *of_makefile("GRANIAN"), "--port", str(port), "wsgi:app"]


@contextmanager
def serving(command: Callable[[int], list[str]] = granian, **settings: str) -> Iterator[str]:
    """A server that runs the app with some settings; its address."""
    port = free_port()
    with running(command(port), settings) as process:
        wait_for(f"http://127.0.0.1:{port}/readyz", process)
        yield f"http://127.0.0.1:{port}"


@contextmanager
def running(module: list[str], environment: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """Run a module of Python beside the tests, and end it with them."""
    process = subprocess.Popen(
        [sys.executable, "-m", *module],
        cwd=ROOT,
        env=os.environ | environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        process.terminate()
        process.wait(timeout=30)


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


@pytest.fixture(scope="module")
def browser(chromium: Path) -> Iterator[Browser]:
    """A browser that finds no host but this one."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def npm() -> Path:
    """The installed npm."""
    return required("npm", shutil.which("npm"), "install Node.js 20 or later.")


@pytest.fixture
def opened(browser: Browser, server: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page of a context, for which a test may give options."""
    context = browser.new_context(base_url=server, **getattr(request, "param", {}))
    yield context.new_page()
    context.close()


def installed(npm: Path, packages: Path, folder: Path) -> Path:
    """Install locked packages into a folder and return where they are."""
    shutil.copytree(
        packages, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("node_modules")
    )
    subprocess.run([npm, "ci", "--ignore-scripts"], cwd=folder, check=True, capture_output=True)
    return folder / "node_modules"


@pytest.fixture(scope="session")
def axe(npm: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The locked checker of accessibility, installed."""
    return installed(npm, AXE, tmp_path_factory.mktemp("axe")) / "axe-core" / "axe.min.js"


def faults(page: Page, axe: Path) -> list[tuple[str, str, str]]:
    """Return what keeps people from using a page: the rule, the place and the reason."""
    page.add_script_tag(path=axe)
    found = page.evaluate(
        "level => axe.run({runOnly: {type: 'tag', values: level}, resultTypes: ['violations']})",
        LEVEL,
    )
    firsts = [(one["id"], one["nodes"][0]) for one in found["violations"]]
    return [(rule, node["html"], node["failureSummary"]) for rule, node in firsts]
