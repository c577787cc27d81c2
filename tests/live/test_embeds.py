"""Frames and pictures on a page of another origin, in a real browser."""

from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Page, expect

PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><link rel="icon" href="data:,"><title>Elsewhere</title><body>{}</body></html>"""
MATRIX = "/?party=russia,ukraine&issue=peacekeepers&as_of=2025-03-13"


class Silent(SimpleHTTPRequestHandler):
    """Serves files and says nothing of it."""

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A folder, and the address of another origin at which it is served."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Silent, directory=tmp_path))
    Thread(target=server.serve_forever).start()
    yield tmp_path, f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def noted(page: Page) -> list[str]:
    """Return a list that fills with what a page complains of."""
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    return complaints


def test_a_frame_is_as_high_as_what_it_shows(
    opened: Page, server: str, elsewhere: tuple[Path, str]
) -> None:
    folder, address = elsewhere
    opened.goto(MATRIX)
    opened.get_by_text("Show this on your page").click()
    snippet = opened.locator("code[data-copy]").text_content() or ""
    (folder / "index.html").write_text(PAGE.format(snippet), encoding="utf-8")
    complaints = noted(opened)
    opened.goto(f"{address}/index.html")
    frame = opened.locator("iframe")
    inside = opened.frame_locator("iframe")
    expect(inside.locator("h1")).to_have_text("Who holds what on 13 March 2025")
    expect(frame).not_to_have_css("height", "600px")
    closed = height(opened)
    inside.locator(".matrix td details summary").first.click()
    opened.wait_for_function("h => document.querySelector('iframe').offsetHeight > h", arg=closed)
    assert opened.frames[1].evaluate("document.documentElement.scrollHeight") <= height(opened) + 1
    with opened.context.expect_page() as came:
        inside.get_by_role("link", name="Position", exact=True).first.click()
    expect(came.value.locator(".answer")).to_be_visible()
    assert complaints == []


def height(page: Page) -> int:
    """Return how high the frame on a page is."""
    found: int = page.locator("iframe").evaluate("frame => frame.offsetHeight")
    return found


def test_a_page_that_is_not_for_it_is_not_framed(
    opened: Page, server: str, elsewhere: tuple[Path, str]
) -> None:
    folder, address = elsewhere
    text = PAGE.format(f'<iframe src="{server}/issues"></iframe>')
    (folder / "index.html").write_text(text, encoding="utf-8")
    complaints = noted(opened)
    opened.goto(f"{address}/index.html", wait_until="networkidle")
    assert any("frame-ancestors" in one for one in complaints)


@pytest.mark.parametrize("suffix", ["svg", "png"])
@pytest.mark.parametrize("path", ["matrix", "timeline"])
def test_a_picture_is_shown_elsewhere(
    opened: Page, server: str, elsewhere: tuple[Path, str], path: str, suffix: str
) -> None:
    folder, address = elsewhere
    image = f'<img src="{server}/v1/{path}.{suffix}?issue=nato" alt="">'
    (folder / "index.html").write_text(PAGE.format(image), encoding="utf-8")
    complaints = noted(opened)
    opened.goto(f"{address}/index.html", wait_until="networkidle")
    assert opened.locator("img").evaluate("image => image.naturalWidth") > 700
    assert complaints == []


def test_a_link_in_a_picture_leads_to_a_position(opened: Page, server: str) -> None:
    opened.goto(f"{server}/v1/matrix.svg?party=russia&issue=peacekeepers&as_of=2025-03-13")
    complaints = noted(opened)
    opened.locator("a").first.click()
    expect(opened.locator(".answer")).to_be_visible()
    assert complaints == []
