"""What is understood at once is what webargs and marshmallow load; what is not, they refuse."""

from typing import Any
from urllib.parse import urlencode

import pytest
from flask import Flask, request
from hypothesis import given, settings
from hypothesis import strategies as st
from webargs.flaskparser import FlaskParser
from werkzeug.exceptions import HTTPException, NotFound

from api.http.queries import QueryParser, known_to, parameters, refuse_faults, understood
from api.http.running import query_of
from schemas.queries import Query

PARSER = QueryParser()
VALUES = (
    "north", "south,north", "nobody", "strait", "joint-patrols", "rejects", "demands,", "against",
    "ada-lind", "first-round", "minister", "official_document", "softened", "2020", "2021-03",
    "2020-01-01/2020-02-01", "../2021", "2021-01-05", "9999-01-01", "true", "false", "1", "200",
    "201", "x", "open strait", "", ",", "id", "-said_on", "party,stance", "month", "count", "-day",
    "latest", "draft", "1.0.0", "wide", "long", "a", "primary", "en",
)  # fmt: skip


def endpoints(app: Flask) -> list[str]:
    rules = {rule.endpoint for rule in app.url_map.iter_rules()}
    with app.app_context():
        return sorted(endpoint for endpoint in rules if query_of(endpoint))


@pytest.fixture(scope="module")
def queries(app: Flask) -> list[Query]:
    """A query of every shape that an endpoint takes."""
    with app.app_context():
        found = [query_of(endpoint) for endpoint in endpoints(app)]
    return list({type(query): query for query in found if query}.values())


def loaded(query: Query) -> dict[str, Any] | None:
    """Return what webargs and marshmallow load; None if they refuse it."""
    try:
        read: dict[str, Any] = FlaskParser.parse(
            PARSER,
            query,
            location="query",
            validate=lambda parsed: refuse_faults(query, parsed),
        )
    except HTTPException:
        return None
    return read


def at_once(query: Query) -> dict[str, Any] | None:
    """Return what is understood at once; of a release that there is not, nothing is."""
    try:
        return understood(query, request.args.to_dict(flat=False), known_to(query))
    except NotFound:
        return None


@settings(deadline=None, max_examples=300)
@given(data=st.data())
def test_both_understand_the_same(app: Flask, queries: list[Query], data: st.DataObject) -> None:
    query = data.draw(st.sampled_from(queries))
    names = st.sampled_from([*sorted(parameters(query)), "partie"])
    pairs = data.draw(st.lists(st.tuples(names, st.sampled_from(VALUES)), max_size=4))
    with app.test_request_context(f"/?{urlencode(pairs)}"):
        assert at_once(query) == loaded(query)


@pytest.mark.parametrize(
    "query",
    [
        "",
        "party=north&party=south",
        "party=north,south,north",
        "said_from=2020&said_to=2021-03&limit=5&sort=party,-id",
        "standing=true&q=open+strait&facets=stance",
        "attribution_min=reported&has_quote=false&fields=id,party&release=latest",
    ],
)
def test_what_is_right_is_understood_at_once(app: Flask, query: str) -> None:
    with app.test_request_context(f"/v1/positions?{query}"):
        shape = query_of("positions.list_positions")
        assert shape is not None
        assert at_once(shape) == loaded(shape)
        assert at_once(shape) is not None
