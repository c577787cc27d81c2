"""Pages in a real browser: quiet, alone, narrow, by keyboard, without JavaScript, for everybody."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.running import faults

FIRST = "/?as_of=2025-03-13"
WIDEST = "/?party=russia,ukraine,united-states,european-leaders,france,germany,turkey&issue=nato"
PATHS = [
    "/",
    FIRST,
    WIDEST,
    "/issues",
    "/issues/peacekeepers",
    "/parties",
    "/parties/united-states",
    "/speakers/vladimir-putin",
    "/positions/russia-foreign-troops-in-ukraine-2025-03-13",
    "/sources/reuters-2025-03-14-kursk-surrender-reprint",
    "/events/russian-memorandum-2025-06-02",
    "/releases",
    "/about",
    "/search?q=peacekeepers",
    "/embed/matrix?party=russia,ukraine&issue=nato",
    "/embed/timeline?issue=nato",
]
LARGEST = 100_000
# The page, its style, its module and, when the browser gets to it, the icon.
WITH_ICON = (3, 4)
FAILING = "/parties/rusia"
OPEN_ALL = "for (const one of document.querySelectorAll('details')) one.open = true"


def options(**given: Any) -> Any:
    return pytest.mark.parametrize("opened", [given], indirect=True, ids=[""])


@pytest.mark.parametrize("path", PATHS)
def test_it_is_quiet_and_asks_nobody_else(opened: Page, server: str, path: str) -> None:
    requests: list[str] = []
    complaints: list[str] = []
    opened.on("request", lambda request: requests.append(request.url))
    opened.on("console", lambda message: complaints.append(message.text))
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.goto(path, wait_until="networkidle")
    assert len(requests) in WITH_ICON
    assert [url for url in requests if not url.startswith(f"{server}/")] == []
    assert complaints == []


@options(viewport={"width": 320, "height": 640})
@pytest.mark.parametrize("path", [*PATHS, FAILING])
def test_nothing_scrolls_sideways(opened: Page, path: str) -> None:
    opened.goto(path)
    opened.evaluate(OPEN_ALL)
    assert opened.evaluate("document.documentElement.scrollWidth") == 320


@pytest.mark.parametrize(
    "opened",
    [
        {"color_scheme": scheme, "bypass_csp": True, "viewport": {"width": width, "height": 800}}
        for scheme, width in (("light", 1280), ("dark", 360))
    ],
    indirect=True,
    ids=["light", "dark"],
)
@pytest.mark.parametrize("path", [*PATHS, FAILING])
def test_everybody_can_read_it(opened: Page, axe: Path, path: str) -> None:
    opened.goto(path)
    opened.evaluate(OPEN_ALL)
    assert faults(opened, axe) == []


@options(java_script_enabled=False)
def test_without_javascript_it_is_whole(opened: Page) -> None:
    opened.goto("/issues/peacekeepers")
    expect(opened.locator("h1")).to_have_text("Peacekeepers")
    opened.get_by_text("The picture as a table").click()
    expect(opened.get_by_role("columnheader", name="Who")).to_be_visible()
    opened.get_by_role("searchbox").fill("zakharova")
    opened.get_by_role("button", name="Search").click()
    opened.get_by_role("link", name="Maria Zakharova").click()
    expect(opened.locator("h1")).to_have_text("Maria Zakharova")


def test_by_keyboard_alone(opened: Page) -> None:
    opened.goto("/issues")
    opened.keyboard.press("Tab")
    expect(opened.get_by_role("link", name="Skip to content")).to_be_focused()
    opened.keyboard.press("Enter")
    opened.keyboard.press("Tab")
    expect(opened.locator("main a").first).to_be_focused()
    opened.keyboard.press("Enter")
    expect(opened.locator("h1")).to_have_text("Accountability")
    opened.get_by_role("searchbox").focus()
    opened.keyboard.type("peacekeepers")
    opened.keyboard.press("Enter")
    expect(opened.locator("h1")).to_have_text("Search: peacekeepers")
    follow(opened, "Rejects as untrue")
    expect(opened.locator("h1")).to_contain_text("Does the party itself send troops")


def follow(page: Page, text: str) -> None:
    """Press Tab until a link that holds a text has the focus, then Enter."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("text => document.activeElement.textContent.startsWith(text)", text):
            break
    page.keyboard.press("Enter")


def test_one_travels_in_time(opened: Page) -> None:
    opened.goto("/")
    opened.get_by_label("Day", exact=True).fill("2025-03-13")
    opened.keyboard.press("Enter")
    expect(opened.locator("h1")).to_have_text("Who holds what on 13 March 2025")
    opened.get_by_role("link", name="14 March 2025").click()
    expect(opened.locator("h1")).to_have_text("Who holds what on 14 March 2025")


def test_parties_and_issues_are_chosen(opened: Page) -> None:
    opened.goto(FIRST)
    opened.get_by_text("Parties:").click()
    opened.get_by_label("United States").uncheck()
    opened.get_by_label("France").check()
    opened.get_by_role("button", name="Show").click()
    expect(opened.get_by_role("columnheader")).to_have_text(
        ["Question", "France", "Russia", "Ukraine"]
    )
    assert "party=france" in opened.url
    assert "as_of=2025-03-13" in opened.url


def test_a_cell_is_opened_and_closed_by_keyboard(opened: Page) -> None:
    opened.goto("/?as_of=2025-03-13&party=russia&issue=peacekeepers")
    cell = opened.locator(".matrix td details").first
    told = cell.get_by_text("Rules out a compromise")
    expect(told).to_be_hidden()
    cell.locator("summary").focus()
    opened.keyboard.press("Enter")
    expect(told).to_be_visible()
    opened.keyboard.press("Tab")
    opened.keyboard.press("Escape")
    expect(told).to_be_hidden()
    expect(cell.locator("summary")).to_be_focused()
    opened.get_by_role("button", name="Open all cells").click()
    expect(told).to_be_visible()


def test_the_first_view_is_small(opened: Page) -> None:
    sizes: list[int] = []
    opened.on("response", lambda response: sizes.append(len(response.body())))
    opened.goto("/", wait_until="networkidle")
    assert len(sizes) in WITH_ICON
    assert sum(sizes) < LARGEST


def test_a_mark_in_the_picture_leads_to_its_position(opened: Page) -> None:
    opened.goto("/issues/peacekeepers")
    link = opened.locator(".wide a[href*='russia-foreign-troops-in-ukraine-2025-09-05']")
    link.locator("rect").click()
    expect(opened.locator(".answer")).to_contain_text("5 September 2025")


def test_a_citation_is_followed(opened: Page, server: str) -> None:
    opened.goto("/positions/russia-foreign-troops-in-ukraine-2025-03-13")
    opened.get_by_role("link", name="WP: Putin has set").click()
    expect(opened.locator("h1")).to_contain_text("WP: Putin has set")
    outside = opened.locator("a[rel=external]").first
    assert (outside.get_attribute("href") or "").startswith("https://vpk.name/")


@options(permissions=["clipboard-read", "clipboard-write"])
def test_the_citation_is_copied(opened: Page) -> None:
    opened.goto("/about")
    opened.get_by_role("button", name="Copy").click()
    expect(opened.get_by_role("button", name="Copied")).to_be_visible()
    text = opened.evaluate("navigator.clipboard.readText()")
    assert text == opened.locator(".citation").text_content()


def test_paper_shows_what_is_closed(opened: Page) -> None:
    opened.goto("/about")
    opened.emulate_media(media="print")
    opened.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(opened.get_by_text("Insists on it, or makes its own")).to_be_visible()
    expect(opened.get_by_role("searchbox")).to_be_hidden()
