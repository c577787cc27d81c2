"""The plain page, served from another origin, in a real browser: its cells are those of the API."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.examples.asking import EXAMPLES, USUAL, asked
from tests.running import faults

PAGE = (EXAMPLES / "two_parties.html").read_text(encoding="utf-8")
SETTING = f'<meta name="parley-url" content="{USUAL}">'


@pytest.fixture(scope="module")
def origin(server: str) -> Iterator[str]:
    """The address of the page, whose one line names the running server."""
    body = PAGE.replace(SETTING, SETTING.replace(USUAL, server)).encode()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None: ...

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}"
        running.shutdown()


@pytest.fixture
def opened(browser: Browser, origin: str) -> Iterator[Page]:
    """A page of that origin, which notes what is asked and complained of."""
    context = browser.new_context(base_url=origin)
    page = context.new_page()
    page.requests, page.complaints = [], []  # type: ignore[attr-defined]
    page.on("request", lambda request: page.requests.append(request.url))
    page.on("console", lambda message: page.complaints.append(message.text))
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    yield page
    context.close()


def expected(server: str, **query: str) -> dict[str, list[str]]:
    """Return what the cells of each question tell, if anything is held on it."""
    rows: dict[str, list[dict[str, Any]]] = {}
    for cell in asked(f"{server}/v1/matrix", **query)["data"]:
        rows.setdefault(cell["provision_label"], []).append(cell)
    return {
        question: [told(cell) for cell in cells]
        for question, cells in rows.items()
        if any(cell["position"] for cell in cells)
    }


def told(cell: dict[str, Any]) -> str:
    if not cell["position"]:
        return str(cell["answer_label"])
    speaker = f"{cell['speaker_label']}: " if cell["speaker_label"] else ""
    return f"{cell['answer_label']}, {cell['said_on']}{speaker}{cell['summary']}"


def shown(page: Page) -> dict[str, list[str]]:
    expect(page.locator("table")).to_be_visible()
    rows = page.evaluate(
        "[...document.querySelectorAll('tbody tr')].map(row => [...row.cells].map(cell => cell.textContent))"
    )
    return {question: cells for question, *cells in rows}


def test_it_has_one_line_to_change() -> None:
    assert PAGE.count(USUAL) == PAGE.count(SETTING) == 1


@pytest.mark.parametrize(
    ("address", "query"),
    [
        ("/", {"party": "ukraine,russia"}),
        ("/?as_of=2025-03-13", {"party": "ukraine,russia", "as_of": "2025-03-13"}),
        (
            "/?one=france&other=germany&as_of=2024-12-31",
            {"party": "france,germany", "as_of": "2024-12-31"},
        ),
    ],
)
def test_the_cells_are_those_of_the_api(
    server: str, origin: str, opened: Page, address: str, query: dict[str, str]
) -> None:
    opened.goto(address)
    assert shown(opened) == expected(server, **query) != {}
    assert [url for url in opened.requests if not url.startswith((server, origin, "data:"))] == []
    assert opened.complaints == []


def test_a_day_is_chosen_and_kept_in_the_address(server: str, opened: Page) -> None:
    opened.goto("/")
    expect(opened.locator("table")).to_be_visible()
    opened.get_by_label("One party").select_option("poland")
    opened.get_by_label("Day").fill("2025-03-13")
    opened.get_by_role("button", name="Show").click()
    expect(opened.locator("caption")).to_contain_text("What they held on 2025-03-13")
    assert opened.url.endswith("/?one=poland&other=russia&as_of=2025-03-13")
    assert shown(opened) == expected(server, party="poland,russia", as_of="2025-03-13")
    expect(opened.get_by_label("One party")).to_have_value("poland")


def test_a_cell_leads_to_its_citations(server: str, opened: Page) -> None:
    opened.goto("/?as_of=2025-03-13")
    link = opened.get_by_role("row", name="Are troops of other states").get_by_role("link").first
    position = "russia-foreign-troops-in-ukraine-2025-03-06"
    expect(link).to_have_attribute("href", f"{server}/positions/{position}")
    link.click()
    expect(opened.get_by_role("region", name="Cite this")).to_be_visible()


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        (
            "/?one=rusia",
            "The request has invalid parameters. party: There is no party 'rusia'; did you mean 'russia'?",
        ),
        ("/?as_of=2999-01-01", "as_of: Lies in the future"),
        ("/?as_of=yesterday", "as_of: "),
    ],
)
def test_a_refusal_is_told(opened: Page, address: str, reason: str) -> None:
    opened.goto(address)
    expect(opened.get_by_role("alert")).to_contain_text(reason)
    expect(opened.locator("table")).to_be_hidden()


def test_everybody_can_read_it(opened: Page, axe: Path) -> None:
    opened.goto("/?as_of=2025-03-13")
    expect(opened.locator("table")).to_be_visible()
    assert faults(opened, axe) == []
