"""The matrix: query -> cells; cell -> what is told of it."""

import json
from typing import Any

import pytest

from api.store import comparison, matrix
from api.store.cursors import BadCursor
from api.store.edition import Edition
from api.store.paging import render
from schemas.matrix import CellSchema

NF, NC = "none_found", "not_coded"


def told(store: Edition, **query: Any) -> list[dict[str, Any]]:
    page = matrix.page(store, {"layout": "long"} | query)
    cells: list[dict[str, Any]] = json.loads(b"[%b]" % b",".join(page.bodies))
    assert page.total == len(cells)
    assert list(matrix.stream(store, {"layout": "long"} | query)) == list(map(render, cells))
    return cells


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"as_of": "2020-01-11"}, [NC, NF, NF, NC, NF, NF, NC, NC, NF]),
        ({"as_of": "2020-02-15"}, [NC, NF, "requests", NC, "rejects", "demands", NC, "questions", NF]),
        ({"as_of": "2020-03-31"}, [NC, NF, "requests", NC, "accepts_conditionally", "demands", NC, "questions", NF]),
        ({"as_of": "2020-02-15", "party": ["south", "north"]}, [NF, "requests", "rejects", "demands", "questions", NF]),
        ({"as_of": "2020-02-15", "issue": ["truce"]}, [NC, "questions", NF]),
        ({"as_of": "2020-02-15", "provision": ["open-strait"], "party": ["north"]}, ["rejects"]),
        ({"as_of": "2020-02-15", "provision": ["open-strait"], "issue": ["truce"]}, []),
    ],
)  # fmt: skip
def test_cells(store: Edition, query: dict[str, Any], expected: list[str]) -> None:
    cells = told(store, **query)
    assert [cell["answer"] for cell in cells] == expected
    place = [(cell["issue"], cell["provision"], cell["party"]) for cell in cells]
    assert place == sorted(place)
    assert [cell["id"] for cell in cells] == [
        f"{provision}.{party}" for _, provision, party in place
    ]


@pytest.mark.parametrize("query", [{}, {"party": ["south"]}, {"issue": ["strait"]}])
def test_a_row_holds_the_answers_of_its_cells(store: Edition, query: dict[str, Any]) -> None:
    day = {"as_of": "2020-02-15"}
    cells = {(one["provision"], one["party"]): one for one in told(store, **day, **query)}
    rows = told(store, **day, **query, layout="wide")
    parties = query.get("party", ["league", "north", "south"])
    assert [list(row) for row in rows] == [
        ["id", "issue", "issue_label", "provision_label", *parties]
    ] * len(rows)
    answers = {(row["id"], party): row[party] for row in rows for party in parties}
    assert answers == {place: cell["answer"] for place, cell in cells.items()}


CODED = {
    "id": "open-strait.north",
    "party": "north",
    "party_label": "North",
    "issue": "strait",
    "issue_label": "The strait",
    "provision": "open-strait",
    "provision_label": "Is the strait open to all ships?",
    "answer": "rejects",
    "answer_label": "rejects",
    "state": "coded",
    "state_label": "coded",
    "position": "north-open-strait-1",
    "stance": "rejects",
    "direction": "against",
    "summary": "Refuses to open the strait.",
    "conditions": [],
    "speaker": "ada-lind",
    "speaker_label": "Ada Lind",
    "authority": "minister",
    "said_on": "2020-01-12",
    "attribution": "on_record_quote",
    "attribution_label": "on the record, quoted",
    "quote": "We will never open the strait",
    "quote_language": "en",
    "other_count": 0,
    "others": [],
    "independent_sources": 1,
}
SILENT = {
    "id": "winter-truce.south",
    "party": "south",
    "party_label": "South",
    "issue": "truce",
    "issue_label": "Truce",
    "provision": "winter-truce",
    "provision_label": "Do the sides stop fighting for the winter?",
    "answer": "none_found",
    "answer_label": "none found",
    "state": "none_found",
    "state_label": "none found",
    "conditions": [],
    "other_count": 0,
    "others": [],
    "independent_sources": 0,
}


@pytest.mark.parametrize("expected", [CODED, SILENT], ids=lambda cell: str(cell["answer"]))
def test_what_a_cell_tells(store: Edition, expected: dict[str, Any]) -> None:
    where = {"party": [expected["party"]], "provision": [expected["provision"]]}
    (cell,) = told(store, as_of="2020-02-15", **where)
    assert list(cell) == list(CellSchema().fields)
    assert cell == dict.fromkeys(cell) | expected


def test_a_yes_with_conditions_tells_them(store: Edition) -> None:
    (cell,) = told(store, as_of="2020-03-31", party=["north"], provision=["open-strait"])
    assert (cell["direction"], cell["answer_label"]) == ("conditional", "accepts with conditions")
    assert cell["conditions"] == [
        "The truce holds through the winter.",
        "Café owners on the shore are paid.",
    ]
    assert (cell["quote"], cell["said_on"], cell["independent_sources"]) == (None, "2020-03", 1)


def test_every_cell_is_told_whole_and_in_order(store: Edition) -> None:
    cells = told(store, as_of="2020-02-15")
    provisions = [(one["issue"], one["provision"]) for one in cells]
    assert provisions == sorted(provisions)
    assert len(cells) == store.count("provisions") * store.count("parties")
    assert {tuple(cell) for cell in cells} == {tuple(CellSchema().fields)}


@pytest.mark.parametrize("some", [1, 2, 3])
@pytest.mark.parametrize("day", ["2020-01-11", "2020-02-15", "2020-03-31"])
def test_parts_of_any_size_tell_the_same(store: Edition, day: str, some: int) -> None:
    query = {"as_of": day, "layout": "long"}
    whole = list(matrix.stream(store, query))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(comparison, "SOME", some)
        assert list(matrix.stream(store, query)) == whole


def pages(store: Edition, query: dict[str, Any]) -> list[list[dict[str, Any]]]:
    """Return the records of each page, from the first on."""
    found, cursor = [], {}
    while cursor is not None:
        page = matrix.page(store, query | cursor)
        found.append([json.loads(body) for body in page.bodies])
        cursor = {"cursor": page.next} if page.next else None
    return found


@pytest.mark.parametrize(
    ("positions", "cells", "sizes"),
    [(1000, 5000, [3]), (3, 5000, [2, 1]), (2, 5000, [1, 1, 1]), (1000, 6, [2, 1]), (1000, 1, [1, 1, 1]), (0, 0, [1, 1, 1])],
)  # fmt: skip
@pytest.mark.parametrize("layout", ["long", "wide"])
def test_pages_hold_whole_provisions_and_tell_all(
    store: Edition,
    monkeypatch: pytest.MonkeyPatch,
    layout: str,
    positions: int,
    cells: int,
    sizes: list[int],
) -> None:
    query = {"as_of": "2020-02-15", "layout": layout}
    whole = [json.loads(body) for body in matrix.stream(store, query)]
    monkeypatch.setattr(matrix, "MOST_POSITIONS", positions)
    monkeypatch.setattr(matrix, "MOST_CELLS", cells)
    found = pages(store, query)
    told = "provision" if layout == "long" else "id"
    assert [len({one[told] for one in page}) for page in found] == sizes
    assert [one for page in found for one in page] == whole
    assert matrix.page(store, query).total == len(whole)


@pytest.mark.parametrize(
    "other",
    [{"as_of": "2020-02-16"}, {"layout": "wide"}, {"party": ["north"]}, {"issue": ["strait"]}],
)
def test_a_cursor_of_another_matrix_is_refused(
    store: Edition, monkeypatch: pytest.MonkeyPatch, other: dict[str, Any]
) -> None:
    query = {"as_of": "2020-02-15", "layout": "long"}
    monkeypatch.setattr(matrix, "MOST_CELLS", 1)
    cursor = matrix.page(store, query).next
    with pytest.raises(BadCursor, match="another list"):
        matrix.page(store, query | other | {"cursor": cursor})
