"""What a page reads: whatever is asked, no statement goes through a table of records."""

import json
import re
from collections.abc import Iterator
from itertools import combinations
from typing import Any

import pytest
import sqlalchemy as sa

from api.store import groups, matrix, pairs
from api.store.bulk import build_from_lines
from api.store.edition import Edition
from api.store.listing import filter_names, sort_field
from api.store.settling import fitting
from api.store.store import Store
from api.synthesis.dataset import Synthesis
from api.synthesis.writing import as_ndjson, write
from schemas.kinds import QUERIES
from tests.synthesis.test_synthesis import CODEBOOK

pytestmark = pytest.mark.sqlite

POSITIONS = 20_000
LIMIT = 20
KINDS = ("positions", "sources", "events")
# Numbers that are asked for are gone through, one for each record that is wanted.
SEARCHED = re.compile(r"SEARCH |LIST SUBQUERY|MULTI-INDEX|SCAN json_each ")
GIVEN: dict[str, Any] = {
    "party": ["party-1", "party-2"],
    "issue": ["issue-1"],
    "provision": ["provision-1-1", "provision-2-1"],
    "stance": ["demands", "rejects"],
    "direction": ["for"],
    "speaker": ["speaker-1"],
    "authority": ["minister"],
    "event": ["event-1"],
    "source": ["source-10"],
    "origin": ["source-10"],
    "grade": ["a"],
    "attribution": ["leaked"],
    "attribution_min": "on_record_quote",
    "change": ["softened"],
    "said_from": "2025",
    "said_to": "2025-06",
    "held_from": "2025",
    "held_to": "2025-06",
    "as_of": "2025-03-13",
    "has_quote": False,
    "q": "agreement",
    "kind": ["news"],
    "rendition": ["original"],
    "extent": ["whole"],
    "language": ["en"],
}


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Edition]:
    """A store of many positions."""
    folder = tmp_path_factory.mktemp("many")
    write(Synthesis(CODEBOOK, POSITIONS, 1), folder / "lines", as_ndjson)
    store = Store(fitting(build_from_lines(folder / "lines", folder, lambda size: None)))
    store.bodies.most = 0
    yield store.edition("latest")
    store.engine.dispose()


@pytest.fixture
def asked(edition: Edition) -> Iterator[list[tuple[str, Any]]]:
    """The statements that are asked, each with its parameters."""
    found: list[tuple[str, Any]] = []

    def note(_: Any, __: Any, statement: str, given: Any, *___: Any) -> None:
        found.append((statement, given))

    sa.event.listen(edition.engine, "before_cursor_execute", note)
    yield found
    sa.event.remove(edition.engine, "before_cursor_execute", note)


def query_of(kind: str, *names: str, **more: Any) -> dict[str, Any]:
    sort = QUERIES[kind].fields["sort"].load_default
    given = {name: given_to(kind, name) for name in names}
    return {"limit": LIMIT, "sort": sort} | given | more


def given_to(kind: str, name: str) -> Any:
    return {("events", "kind"): ["round"], ("events", "party"): ["party-1"]}.get(
        (kind, name), GIVEN[name]
    )


def assert_searched(edition: Edition, asked: list[tuple[str, Any]]) -> None:
    """Hold what was asked to its plans."""
    for statement, given in list(asked):
        with edition.engine.connect() as connection:
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", given).all()
        assert [step.detail for step in plan if not SEARCHED.match(step.detail)] == []


def on_columns(asked: list[tuple[str, Any]]) -> list[tuple[str, Any]]:
    """Return what was asked but for columns, each of which is read once in the life of a server."""
    return [one for one in asked if "FROM columns" not in one[0]]


def numbered(given: Any) -> int:
    """Return how many rows a statement was given to find, one by one or from one to another."""
    if len(given) == 1:
        return len(json.loads(given[0]))
    low, high = given
    return int(high - low + 1)


FILTERED = [
    (kind, names)
    for kind in KINDS
    for count in (0, 1, 2)
    for names in combinations(filter_names(kind), count)
]


@pytest.mark.parametrize(("kind", "names"), FILTERED)
def test_no_filters_go_through_a_table(
    edition: Edition, asked: list[tuple[str, Any]], kind: str, names: tuple[str, ...]
) -> None:
    page = edition.page(kind, query_of(kind, *names))
    assert page.total >= len(page.bodies)
    rows = [given for statement, given in asked if "body" in statement]
    assert sum(map(numbered, rows)) <= LIMIT + 1
    assert_searched(edition, asked)


SORTED = [
    (kind, sign + key) for kind in KINDS for key in sort_field(kind).keys for sign in ("", "-")
]


@pytest.mark.parametrize(("kind", "sort"), SORTED)
@pytest.mark.parametrize("names", [(), ("q",), ("origin",), ("source",)])
def test_no_order_and_no_cursor_goes_through_a_table(
    edition: Edition, asked: list[tuple[str, Any]], kind: str, sort: str, names: tuple[str, ...]
) -> None:
    if set(names) <= set(filter_names(kind)):
        query = query_of(kind, *names, sort=[sort, "id"], limit=1)
        first = edition.page(kind, query)
        asked.clear()
        if first.next:
            second = edition.page(kind, query | {"cursor": first.next})
            assert second.bodies != first.bodies
            assert len(on_columns(asked)) <= 3 + len(names)
            assert_searched(edition, asked)


@pytest.mark.parametrize("kind", KINDS)
def test_a_cursor_of_no_record_is_found_by_halving(
    edition: Edition, asked: list[tuple[str, Any]], kind: str
) -> None:
    columns = edition.columns
    size = columns.size(kind)
    selection = edition.selections.of(kind, {})
    order = edition.selections.orders.order(kind, (("id", False),))
    middle = size // 2
    (body,) = selection.bodies(order.places[middle : middle + 1])
    asked.clear()
    rank = selection.rank_after(order, (("id", False),), [json.loads(body)["id"] + "!"])
    assert rank == middle + 1
    assert len(asked) <= size.bit_length() + 1
    assert_searched(edition, asked)


@pytest.mark.parametrize("kind", KINDS)
def test_a_record_is_found_by_its_id(
    edition: Edition, asked: list[tuple[str, Any]], kind: str
) -> None:
    (body,) = edition.page(kind, query_of(kind, limit=1)).bodies[:1]
    asked.clear()
    assert edition.get(kind, json.loads(body)["id"]) == body
    assert edition.get(kind, "nobody") is None
    assert edition.now_called(kind, "nobody") is None
    assert len(asked) == 4
    assert_searched(edition, asked)


def rows_read(asked: list[tuple[str, Any]], kind: str) -> int:
    """Return how many rows of a kind were asked for by their numbers."""
    return sum(numbered(given) for statement, given in asked if f"FROM {kind} " in statement)


CHOSEN = {"party": ["party-1", "party-2"], "issue": ["issue-1", "issue-3"], "as_of": "2025-06-01"}


def test_a_matrix_reads_what_stands_in_its_cells(
    edition: Edition, asked: list[tuple[str, Any]]
) -> None:
    cells = list(map(json.loads, matrix.stream(edition, CHOSEN | {"layout": "long"})))
    coded = [cell for cell in cells if cell["state"] == "coded"]
    assert len(coded) > 10
    assert rows_read(asked, "positions") == sum(1 + cell["other_count"] for cell in coded)


def test_agreement_reads_the_ids_of_headlines_alone(
    edition: Edition, asked: list[tuple[str, Any]]
) -> None:
    told = [json.loads(body) for body in pairs.page(edition, CHOSEN).bodies]
    heads = [pair[f"{side}_position"] for pair in told for side in ("first", "second")]
    assert rows_read(asked, "positions") == sum(head is not None for head in heads) > 10
    assert not any("positions.body" in statement for statement, _ in asked)


@pytest.mark.parametrize("group_by", [["party", "stance"], ["source"], ["month", "provision"]])
def test_counts_read_no_positions(
    edition: Edition, asked: list[tuple[str, Any]], group_by: list[str]
) -> None:
    query = {"group_by": group_by, "sort": ["-count"], "limit": LIMIT, "said_from": "2025"}
    page = groups.page(edition, query)
    assert page.total > LIMIT
    assert not any("positions" in statement for statement, _ in on_columns(asked))


@pytest.mark.parametrize("facets", [["party"], ["speaker", "event", "provision"]])
def test_facets_read_no_more_positions_than_their_page(
    edition: Edition, asked: list[tuple[str, Any]], facets: list[str]
) -> None:
    page = edition.page("positions", query_of("positions", "stance", facets=facets))
    assert page.facets.keys() == {*facets}
    assert rows_read(asked, "positions") == LIMIT + 1
