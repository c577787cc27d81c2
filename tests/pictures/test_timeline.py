"""The picture of an issue: where marks stand, and that none hides another."""

from itertools import combinations
from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from api.pictures.timeline import LEFT, RIGHT, WIDTH, picture
from tests.pages.html import parsed

Record = dict[str, Any]


def said(day: str, party: str = "north", since: str | None = None, id: str = "x") -> Record:
    return {
        "id": id, "party": party, "party_label": party.title(), "direction_label": "for",
        "said_on_earliest": since, "said_on_latest": day,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("day", "x"),
    [
        ("2020-01-01", LEFT),
        ("2021-01-01", LEFT + (WIDTH - LEFT - RIGHT) * 366 / 731),
        ("2021-12-31", LEFT + (WIDTH - LEFT - RIGHT) * 730 / 731),
    ],
)
def test_a_day_has_its_place(day: str, x: float) -> None:
    drawn = picture([said("2020-05-01"), said("2021-03-01")], [])
    assert drawn is not None
    assert drawn.scale.x(day) == round(x, 1)
    assert [year for _, year in drawn.scale.years()] == [2020, 2021]


def test_who_says_most_stands_first() -> None:
    drawn = picture([said("2020-01-01", "south"), said("2020-02-01"), said("2020-03-01")], [])
    assert drawn is not None
    assert [(lane.label, len(lane.marks)) for lane in drawn.lanes] == [("North", 2), ("South", 1)]


@pytest.mark.parametrize(
    ("since", "days"), [(None, 0), ("2020-02-29", 0), ("2020-02-01", 28), ("2010-01-01", 59)]
)
def test_days_begin_within_the_picture(since: str | None, days: int) -> None:
    drawn = picture([said("2020-02-29", since=since)], [])
    assert drawn is not None
    (mark,) = drawn.lanes[0].marks
    assert mark.x - mark.start == pytest.approx(days / 366 * (WIDTH - LEFT - RIGHT), abs=0.2)


def test_nothing_said_is_no_picture() -> None:
    assert picture([], []) is None


DAYS = st.dates().filter(lambda day: 1 < day.year < 9999).map(lambda day: day.isoformat())


@given(st.lists(st.tuples(DAYS, st.sampled_from(["north", "south"])), min_size=1, max_size=40))
def test_no_mark_hides_another(days: list[tuple[str, str]]) -> None:
    drawn = picture([said(day, party, id=str(n)) for n, (day, party) in enumerate(days)], [])
    assert drawn is not None
    marks = [mark for lane in drawn.lanes for mark in lane.marks]
    assert len(marks) == len(days)
    for one, other in combinations(marks, 2):
        assert abs(one.x - other.x) >= 12 or abs(one.y - other.y) >= 12
    for lane in drawn.lanes:
        for mark in lane.marks:
            assert lane.top < mark.y < lane.top + lane.height <= drawn.height
            assert LEFT <= mark.x <= WIDTH - RIGHT


def test_it_is_read_aloud(client: FlaskClient) -> None:
    page = parsed(client.get("/issues/strait"))
    (drawn,) = [one for one in page.iter("g") if one.get("role") == "img"]
    texts = {one.get("id"): "".join(one.itertext()) for one in drawn if one.get("id")}
    title, told = [texts[id] for id in (drawn.get("aria-labelledby") or "").split()]
    assert title == "Positions on The strait, 2020"
    assert "North: 1 against, 1 conditional." in told
    assert "South: 2 for." in told


def test_every_mark_leads_to_its_position(client: FlaskClient) -> None:
    page = parsed(client.get("/issues/strait"))
    (figure,) = page.iter("figure")
    links = [link.get("href") for svg in figure.iter("svg") for link in svg.iter("a")]
    ids = ["south-joint-patrols", "north-open-strait-1", "north-open-strait-2", "south-open-strait"]
    assert sorted(link for link in links if link.startswith("/positions/")) == sorted(f"/positions/{id}" for id in ids)  # fmt: skip
    table = next(one for one in page.iter("table"))
    behind = [link.get("href") for link in table.iter("a")]
    assert sorted(behind) == sorted(links)
