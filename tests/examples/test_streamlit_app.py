"""The dashboard in Streamlit: its table is what the API says, also of what it refuses."""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, expect
from streamlit.testing.v1 import AppTest

from tests.examples.asking import EXAMPLES, held
from tests.postgresql import free_port
from tests.running import running, wait_for

APP = EXAMPLES / "streamlit_app.py"
MEMBERS = ["party", "provision", "answer", "said_on", "speaker", "summary"]


@pytest.fixture
def app(server: str, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """The dashboard as it opens."""
    monkeypatch.setenv("PARLEY_URL", server)
    return AppTest.from_file(str(APP), default_timeout=60).run()


def choose(app: AppTest, parties: list[str], issue: str, day: date) -> None:
    app.sidebar.multiselect[0].set_value(parties)
    app.sidebar.selectbox[0].set_value(issue)
    app.sidebar.date_input[0].set_value(day)
    app.run()


def shown(app: AppTest) -> list[dict[str, Any]]:
    """Return the rows of the table, null where nothing is known."""
    records: list[dict[str, Any]] = json.loads(
        app.dataframe[0].value[MEMBERS].to_json(orient="records")
    )
    return records


def expected(server: str, **query: str) -> list[dict[str, Any]]:
    return [{member: cell[member] for member in MEMBERS} for cell in held(server, **query)]


def test_it_opens_on_today(server: str, app: AppTest) -> None:
    parties = ",".join(app.sidebar.multiselect[0].value)
    issue = app.sidebar.selectbox[0].value
    assert not app.exception
    assert not app.error
    assert shown(app) == expected(server, party=parties, issue=issue) != []


@pytest.mark.parametrize(
    ("parties", "issue", "day"),
    [
        (["russia"], "peacekeepers", "2025-03-13"),
        (["ukraine", "united-states"], "nato", "2024-07-01"),
        ([], "elections", "2026-02-15"),
    ],
)
def test_the_table_is_what_the_api_says(
    server: str, app: AppTest, parties: list[str], issue: str, day: str
) -> None:
    choose(app, parties, issue, date.fromisoformat(day))
    asked_for = {"party": ",".join(parties)} if parties else {}
    assert shown(app) == expected(server, issue=issue, as_of=day, **asked_for) != []
    assert app.caption[0].value.startswith(f"{len(shown(app))} of ")


def test_a_refusal_is_told(app: AppTest) -> None:
    choose(app, ["russia"], "nato", date.today() + timedelta(days=2))
    assert "Lies in the future" in app.error[0].value
    assert "`as_of`" in app.error[0].value
    assert len(app.dataframe) == 0


def test_a_server_that_is_not_there_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    nowhere = f"http://127.0.0.1:{free_port()}"
    monkeypatch.setenv("PARLEY_URL", nowhere)
    app = AppTest.from_file(str(APP), default_timeout=60).run()
    assert app.error[0].value == f"There is no answer from {nowhere}."


@pytest.fixture
def served(server: str) -> Iterator[str]:
    """The address of the dashboard as `streamlit run` serves it."""
    port = free_port()
    options = ["--server.headless=true", "--browser.gatherUsageStats=false"]
    command = ["streamlit", "run", str(APP), f"--server.port={port}", *options]
    with running(command, {"PARLEY_URL": server}) as process:
        wait_for(f"http://127.0.0.1:{port}/healthz", process)
        yield f"http://127.0.0.1:{port}"


def test_it_is_drawn_in_a_browser(browser: Browser, served: str) -> None:
    page = browser.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(served)
    expect(page.get_by_test_id("stVegaLiteChart").get_by_text("Ukraine").first).to_be_visible()
    expect(page.get_by_test_id("stDataFrame")).to_be_visible()
    expect(page.get_by_test_id("stCaptionContainer")).to_contain_text("cells have a position")
    assert errors == []
