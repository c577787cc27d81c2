"""The API and the pages answer the same whether or not answers are kept; `/metrics` counts them."""

import shutil
from collections.abc import Iterator
from datetime import date
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from marshmallow import fields
from prometheus_client.parser import text_string_to_metric_families
from werkzeug.test import TestResponse

from api import create_app
from api.dataset.freezing import freeze
from api.http.public_url import BadSetting
from api.pages.queries import MatrixPageQuery, SearchQuery
from schemas.parameters import CommaList
from schemas.queries import Query
from tests.conftest import DATA
from tests.http.test_openapi import NEEDED, OPERATIONS
from tests.http.test_openapi import address as address_of
from tests.serving.test_codings import DECODE

RELEASE = "release=1.0.0"
PAGES = [
    "/", "/?as_of=2020-02-15&party=north,south", "/issues", "/issues/strait", "/parties", "/parties/north",
    "/positions/north-open-strait-1", "/releases", "/about", "/search?q=strait", "/docs", "/openapi.json",
    "/docs/assets/swagger-ui.css", "/nowhere", "/v1/partys", "/positions/nobody",
]  # fmt: skip
SUFFIXES = {"text/csv": ".csv", "application/x-ndjson": ".ndjson", "text/markdown": ".md",
            "application/atom+xml": ".atom", "application/feed+json": ".jsonfeed"}  # fmt: skip
SPELLINGS = [
    "/v1/positions?party=north&party=south&limit=2&sort=said_on",
    "/v1/positions?fields=party,stance&stance=rejects&stance=demands&facets=stance&party=north,south",
    "/v1/timeline?as_of=2020-03-31&party=south&limit=3",
    "/v1/matrix?as_of=2020-03-31&party=south&party=north&layout=wide",
    "/v1/agreement?party=north&party=south&as_of=2020-03-31",
    "/v1/stats?group_by=party&group_by=stance&limit=4",
    "/v1/diff?from=1.0.0&to=draft&limit=1",
    "/v1/changes.atom?limit=2&sort=release&party=north",
    "/v1/parties?sort=name&limit=1&q=n",
    "/?as_of=2020-02-15&party=north&party=south",
    "/search?q=strait&release=1.0.0",
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a dataset of one release, and one for its store."""
    folder = tmp_path_factory.mktemp("serving")
    freeze(Path(shutil.copytree(DATA, folder / "data")), "The first.", date(2020, 4, 1))
    return folder


def made(folder: Path, **settings: Any) -> Flask:
    return create_app({"DATA_DIR": folder / "data", "STORE_DIR": folder / "store", **settings})


@pytest.fixture(scope="module")
def kept(folder: Path) -> FlaskClient:
    """A client of an app that keeps its answers."""
    return made(folder).test_client()


@pytest.fixture(scope="module")
def unkept(folder: Path) -> FlaskClient:
    """A client of an app that keeps none."""
    return made(folder, CACHE_BYTES=0).test_client()


def requests() -> Iterator[tuple[str, str]]:
    """Return every operation in every release and format, each with an `Accept`."""
    for path, operation in OPERATIONS.items():
        query = NEEDED.get(path, "").replace("from=latest", "from=1.0.0")
        for media_type in operation["responses"]["200"]["content"]:
            for more in ("", RELEASE, "release=draft"):
                asked = "&".join(filter(None, (query, more if path != "/v1/diff" else "")))
                yield f"{address_of(path)}?{asked}", media_type
            if media_type in SUFFIXES and "BibTeX" not in path:
                yield f"{address_of(path)}{SUFFIXES[media_type]}?{query}", "*/*"
    yield from ((path, "text/html") for path in PAGES)


def told(response: TestResponse) -> tuple[int, list[tuple[str, str]], bytes]:
    with response:
        response.headers.pop("Expires", None)
        return response.status_code, list(response.headers), response.data


@pytest.mark.parametrize(("address", "accept"), sorted(set(requests())))
def test_what_is_kept_is_what_would_be_answered(
    kept: FlaskClient, unkept: FlaskClient, address: str, accept: str
) -> None:
    headers = {"Accept": accept}
    fresh = told(unkept.get(address, headers=headers))
    assert [told(kept.get(address, headers=headers)) for _ in range(3)] == [fresh] * 3
    assert told(kept.head(address, headers=headers)) == (*fresh[:2], b"")
    for coding, decode in DECODE.items():
        encoding = headers | {"Accept-Encoding": coding}
        first, again = (told(kept.get(address, headers=encoding)) for _ in range(2))
        assert first == again
        other = told(unkept.get(address, headers=encoding))
        assert (first[0], without_length(first[1])) == (other[0], without_length(other[1]))
        encoded = ("Content-Encoding", coding) in first[1]
        assert {decode(body) if encoded else body for body in (first[2], other[2])} == {fresh[2]}


def without_length(headers: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [pair for pair in headers if pair[0] != "Content-Length"]


@pytest.mark.parametrize("address", SPELLINGS)
def test_the_order_of_parameters_decides_nothing(
    kept: FlaskClient, unkept: FlaskClient, address: str
) -> None:
    path, _, query = address.partition("?")
    by_name: dict[str, list[str]] = {}
    for pair in query.split("&"):
        by_name.setdefault(pair.partition("=")[0], []).append(pair)
    answers = {
        told(client.get(f"{path}?{'&'.join(pair for pairs in order for pair in pairs)}"))[2]
        for order in permutations(by_name.values())
        for client in (kept, unkept)
    }
    assert len(answers) == 1


@pytest.mark.parametrize("address", SPELLINGS)
def test_lists_may_be_repeated_or_joined(
    kept: FlaskClient, unkept: FlaskClient, address: str
) -> None:
    path, _, query = address.partition("?")
    values: dict[str, list[str]] = {}
    for name, _, value in (pair.partition("=") for pair in query.split("&")):
        values.setdefault(name, []).append(value)
    joined = "&".join(f"{name}={','.join(many)}" for name, many in values.items())
    answers = {
        told(one.get(asked))[2] for one in (kept, unkept) for asked in (address, f"{path}?{joined}")
    }
    assert len(answers) == 1


def subclasses(kind: type[Query]) -> Iterator[type[Query]]:
    for one in kind.__subclasses__():
        yield from (one, *subclasses(one))


def test_what_is_a_list_somewhere_is_a_list_everywhere(kept: FlaskClient) -> None:
    """So that what is joined and what is repeated is the same, wherever it is asked."""
    lists = kept.application.extensions["serving"].lists
    assert {"party", "issue", "sort", "fields", "facets", "group_by"} <= lists
    assert MatrixPageQuery in set(subclasses(Query)) >= {SearchQuery}
    for query in subclasses(Query):
        found: dict[str, fields.Field[Any]] = {
            one.data_key or name: one for name, one in query().fields.items()
        }
        assert [
            name for name in lists & found.keys() if not isinstance(found[name], CommaList)
        ] == []


@pytest.mark.parametrize(
    "address",
    [
        "/healthz",
        "/readyz",
        "/metrics",
        "/v1/positions?release=draft",
        "/v1/positions.csv",
        "/v1/positions?limit=0",
        "/nowhere",
        "/v1/releases/1.0.0/files/parley.json",
    ],
)
def test_what_must_be_asked_each_time_is(folder: Path, address: str) -> None:
    app = made(folder)
    for _ in range(2):
        told(app.test_client().get(address))
    assert app.extensions["serving"].shelf.found == {}


@pytest.mark.parametrize(
    ("accepted", "status"),
    [
        ("identity;q=0", 406),
        ("*;q=0", 406),
        ("deflate, identity;q=0", 406),
        ("gzip, identity;q=0", 200),
        ("", 200),
    ],
)
def test_who_takes_no_coding_gets_none(kept: FlaskClient, accepted: str, status: int) -> None:
    for _ in range(2):
        response = kept.get("/v1/issues/strait", headers={"Accept-Encoding": accepted})
        assert response.status_code == status
    if status == 406:
        assert "Accept-Encoding excludes" in response.json["detail"]
    elif accepted:
        assert response.headers["Content-Encoding"] == "gzip"


@pytest.mark.parametrize(
    ("condition", "status"), [("{}", 200), ('"x", {}', 200), ("*", 200), ('"x"', 412)]
)
def test_a_client_may_insist_on_a_version_in_its_coding(
    kept: FlaskClient, condition: str, status: int
) -> None:
    accepted = {"Accept-Encoding": "zstd"}
    tag = kept.get("/v1/positions", headers=accepted).headers["ETag"]
    assert tag.endswith('-zstd"')
    asked = accepted | {"If-Match": condition.format(tag)}
    assert kept.get("/v1/positions", headers=asked).status_code == status


@pytest.mark.parametrize("origin", ["https://a.example", "null", ""])
def test_any_page_may_read_what_is_kept(kept: FlaskClient, origin: str) -> None:
    for _ in range(2):
        response = kept.get("/v1/parties", headers={"Origin": origin})
        assert response.headers["Access-Control-Allow-Origin"] == "*"
        assert "Access-Control-Allow-Private-Network" not in response.headers


@pytest.mark.parametrize("first", [{}, {"Access-Control-Request-Private-Network": "true"}])
def test_a_private_network_is_told_of_in_preflights_alone(
    kept: FlaskClient, first: dict[str, str]
) -> None:
    origin = {"Origin": "https://a.example"}
    private = origin | {"Access-Control-Request-Private-Network": "true"}
    answers = [kept.get("/v1/parties", headers=one) for one in (origin | first, private, origin)]
    assert len({tuple(answer.headers) for answer in answers}) == 1
    assert "Access-Control-Allow-Private-Network" not in answers[0].headers


@pytest.mark.parametrize("host", ["a.example", "b.example:8080"])
def test_addresses_in_answers_are_those_of_the_request(kept: FlaskClient, host: str) -> None:
    catalogue = kept.get("/.well-known/api-catalog", headers={"Host": host}).json["linkset"]
    assert catalogue[0]["anchor"].startswith(f"http://{host}/")


@pytest.mark.parametrize("host", ["", "a b", "a/b", "a.example@evil.example"])
def test_a_host_that_is_none_is_refused_however_often(kept: FlaskClient, host: str) -> None:
    for _ in range(2):
        assert kept.get("/llms.txt", headers={"Host": host}).status_code == 400


def measured(client: FlaskClient) -> dict[tuple[str, ...], float]:
    """Return what is counted, each by its name and labels."""
    response = client.get("/metrics", headers={"Accept": "text/plain;version=1.0.0"})
    assert (response.status_code, response.headers["Cache-Control"]) == (200, "no-store")
    assert "ETag" not in response.headers
    return {
        (sample.name, *(value for _, value in sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(response.text)
        for sample in family.samples
    }


def test_answers_are_counted(folder: Path) -> None:
    client = made(folder).test_client()
    for address in (
        "/v1/parties",
        "/v1/parties",
        "/v1/parties?limit=0",
        "/v1/parties.csv",
        "/nowhere",
    ):
        told(client.get(address))
    client.get("/v1/parties", headers={"If-None-Match": client.get("/v1/parties").headers["ETag"]})
    counted = measured(client)
    answers = "parley_answers_total"
    json, problem = "application/json", "application/problem+json"
    assert counted[answers, "parties.list_parties", json, "application", "200"] == 1
    assert counted[answers, "parties.list_parties", json, "cache", "200"] == 2
    assert counted[answers, "parties.list_parties", json, "cache", "304"] == 1
    assert counted[answers, "parties.list_parties", problem, "application", "400"] == 1
    assert counted[answers, "parties.list_parties_as", "text/csv", "application", "200"] == 1
    assert counted[answers, "none", problem, "application", "404"] == 1
    assert counted["parley_computing_seconds_count", "parties.list_parties"] == 2
    assert counted["parley_cache_entries",] == 1
    assert 0 < counted["parley_cache_bytes",] < counted["parley_cache_limit_bytes",]
    assert counted["parley_cache_evictions_total",] == 0
    store = client.application.extensions["parley"].version
    assert counted["parley_release_info", "1.0.0", store] == 1


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("CACHE_BYTES", "-1"),
        ("CACHE_BYTES", "64M"),
        ("STREAMS", "0"),
        ("STREAMS", "²"),
        ("STREAMS", ""),
    ],
)
def test_a_setting_that_is_no_number_is_refused(folder: Path, name: str, value: str) -> None:
    with pytest.raises(BadSetting, match=f"{name} must be a number"):
        made(folder, **{name: value})
