"""Swagger UI in a real browser: no foreign request, no complaint, and "Try it out" works."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect


@pytest.fixture(scope="module")
def page(browser: Browser) -> Page:
    """A page that notes its requests and complaints."""
    return browser.new_page()


def test_try_it_out(page: Page, server: str) -> None:
    requests: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.on(
        "console",
        lambda message: (
            complaints.append(message.text) if message.type in ("error", "warning") else None
        ),
    )
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(f"{server}/docs")
    operation = page.locator("#operations-positions-list_positions")
    operation.locator(".opblock-summary-control").click()
    limit = operation.locator("tr[data-param-name=limit] input")
    limit.fill("1")
    operation.get_by_role("button", name="Execute").click()
    answer = operation.locator(".live-responses-table")
    expect(answer.locator("tbody .response-col_status")).to_contain_text("200")
    expect(answer).to_contain_text(re.compile(r'"release": "\d+\.\d+\.\d+"'))
    asked = [url for url in requests if "/v1/positions" in url]
    assert asked == [f"{server}/v1/positions?sort=-said_on&limit=1&release=latest"]
    assert [url for url in requests if not url.startswith((server, "data:"))] == []
    assert complaints == []


def test_every_operation_is_listed(page: Page, server: str) -> None:
    page.goto(f"{server}/docs")
    expect(page.locator(".opblock")).to_have_count(36)
    expect(page.locator(".info .title")).to_contain_text("Parley")
