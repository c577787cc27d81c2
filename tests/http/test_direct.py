"""What is answered before the application is what the application answers, to the letter."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.test import EnvironBuilder, run_wsgi_app

from api import create_app
from api.http.direct import Direct
from api.http.queries import parameters
from api.http.retirement import Retirement
from schemas.kinds import QUERIES
from tests.conftest import DATA
from tests.http.test_understanding import VALUES

Answer = tuple[str, list[tuple[str, str]], bytes]


@pytest.fixture(scope="module")
def direct(app: Flask) -> Direct:
    """What stands before the application."""
    found = app.extensions["serving"].app
    assert isinstance(found, Direct)
    return found


def environ(address: str, **headers: str) -> dict[str, Any]:
    path, _, query = address.partition("?")
    method = headers.pop("method", "GET")
    root = headers.pop("root", "")
    built = EnvironBuilder(
        path, f"http://localhost{root}", query_string=query, method=method, headers=headers
    )
    return built.get_environ()


def answered(app: Any, asked: dict[str, Any]) -> Answer:
    body, status, headers = run_wsgi_app(app, {**asked}, buffered=True)
    return status, headers.to_wsgi_list(), b"".join(body)


def is_direct(direct: Direct, asked: dict[str, Any]) -> bool:
    try:
        direct.answered({**asked})
    except Exception:  # noqa: BLE001
        return False
    return True


def addresses(direct: Direct) -> Iterator[str]:
    """Every list, and the first record of each."""
    for kind in QUERIES:
        yield f"/v1/{kind}"
        edition = direct.store.edition("latest")
        yield from (f"/v1/{kind}/{id}" for id in list(edition.known(kind))[:2])


def test_all_lists_and_records_are_answered(direct: Direct) -> None:
    for address in addresses(direct):
        asked = environ(address)
        assert is_direct(direct, asked)
        assert answered(direct, asked) == answered(direct.app, asked)


@given(data=st.data())
def test_both_answer_the_same(direct: Direct, data: st.DataObject) -> None:
    end = data.draw(st.sampled_from(["", "/north", "/nobody", "/strait"]))
    known = direct.records if end else direct.lists
    path = data.draw(st.sampled_from(sorted(known)))
    names = st.sampled_from(sorted(parameters(known[path].query)))
    pairs = data.draw(st.lists(st.tuples(names, st.sampled_from(VALUES)), max_size=3))
    asked = environ(f"{path}{end}?{urlencode(pairs)}")
    assert answered(direct, asked) == answered(direct.app, asked)


USUAL = [
    ("/v1/positions?party=north&limit=2&fields=party,stance", {}),
    ("/v1/positions?q=open%20strait&facets=stance&sort=party", {}),
    ("/v1/positions?standing=true", {}),
    ("/v1/positions?as_of=2021-01-01&release=draft", {}),
    ("/v1/positions/south-open-strait", {"Accept": "application/json"}),
    ("/v1/positions/south-open-strait", {"Accept": "text/html, */*;q=0.1"}),
    ("/v1/parties/north", {"root": "/mounted here"}),
    ("/v1/parties/north", {"Accept-Encoding": "zstd, gzip"}),
]
UNUSUAL = [
    ("/v1/positions", {"Accept": "text/csv"}),
    ("/v1/positions", {"Accept": "text/html"}),
    ("/v1/positions", {"Accept": "*/*," + "a" * 200}),
    ("/v1/positions", {"Accept-Encoding": "identity;q=0"}),
    ("/v1/positions", {"If-Match": '"a"'}),
    ("/v1/positions", {"Range": "bytes=0-1"}),
    ("/v1/positions", {"method": "POST"}),
    ("/v1/positions", {"method": "OPTIONS"}),
    ("/v1/positions.json", {}),
    ("/v1/positions/", {}),
    ("/v1/positions//", {}),
    ("/v1/positions/%3Cid%3E", {}),
    ("/v1/positions/south%2Fnorth", {}),
    ("/v1/positions?", {"method": "DELETE"}),
    ("/v1/positions?party=nobody", {}),
    ("/v1/positions?limit=1&limit=2", {}),
    ("/v1/positions?q=%ff", {}),
    ("/v1/positions?cursor=abc", {}),
    ("/v1/positions?release=9.9.9", {}),
    ("/v1/positions?q=" + "a" * 8000, {}),
    ("/v1/positions/nobody", {}),
    ("/v1/positions/south-open-strait?limit=1", {}),
    ("/v1/positions/south-open-strait/history", {}),
    ("/v1/matrix", {}),
    ("/", {}),
]


@pytest.mark.parametrize(("address", "headers"), USUAL)
def test_what_is_usual(direct: Direct, address: str, headers: dict[str, str]) -> None:
    asked = environ(address, **headers)
    assert is_direct(direct, asked)
    assert answered(direct, asked) == answered(direct.app, asked)


@pytest.mark.parametrize(("address", "headers"), UNUSUAL)
def test_what_is_left_to_the_application(
    direct: Direct, address: str, headers: dict[str, str]
) -> None:
    asked = environ(address, **headers)
    assert not is_direct(direct, asked)
    assert answered(direct, asked) == answered(direct.app, asked)


def test_a_next_page_is_named(direct: Direct) -> None:
    _, headers, _ = answered(direct, environ("/v1/positions?limit=1"))
    assert dict(headers)["Link"].endswith('; rel="next"')


def test_where_operations_are_retired_the_application_answers_all(tmp_path: Path) -> None:
    retired = {"list_parties": Retirement(date(2020, 1, 1), None, "/v1/positions")}
    app = create_app({"DATA_DIR": DATA, "STORE_DIR": tmp_path, "RETIRED": retired})
    assert not isinstance(app.extensions["serving"].app, Direct)
    assert "Deprecation" in app.test_client().get("/v1/parties").headers
