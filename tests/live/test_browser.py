"""Swagger UI in a real browser: no foreign request, no complaint, and "Try it out" works."""

import re

from playwright.sync_api import Page, expect


def test_try_it_out(opened: Page, server: str) -> None:
    requests: list[str] = []
    complaints: list[str] = []
    opened.on("request", lambda request: requests.append(request.url))
    opened.on(
        "console",
        lambda message: (
            complaints.append(message.text) if message.type in ("error", "warning") else None
        ),
    )
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.goto(f"{server}/docs")
    operation = opened.locator("#operations-positions-list_positions")
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


def test_every_operation_is_listed(opened: Page, server: str) -> None:
    opened.goto(f"{server}/docs")
    expect(opened.locator(".opblock")).to_have_count(36)
    expect(opened.locator(".info .title")).to_contain_text("Parley")
