from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.edtf import Bounds, bounds

days = st.dates(min_value=date(1000, 1, 1))


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2025-03-13", date(2025, 3, 13), date(2025, 3, 13)),
        ("2025-03", date(2025, 3, 1), date(2025, 3, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2025", date(2025, 1, 1), date(2025, 12, 31)),
        ("2025-03-11/2025-03-13", date(2025, 3, 11), date(2025, 3, 13)),
        ("2025-03/2025-04-02", date(2025, 3, 1), date(2025, 4, 2)),
        ("../2025-03-14", None, date(2025, 3, 14)),
        ("../2025", None, date(2025, 12, 31)),
    ],
)
def test_bounds(text: str, earliest: date | None, latest: date) -> None:
    assert bounds(text) == Bounds(earliest, latest)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "'' is not a date: write 2025, 2025-03"),
        ("13.03.2025", "'13.03.2025' is not a date"),
        ("2025-3-13", "'2025-3-13' is not a date"),
        ("2025-02-30", "There is no date '2025-02-30'."),
        ("2025-13", "There is no date '2025-13'."),
        ("2025-00", "There is no date '2025-00'."),
        ("2025-03-00", "There is no date '2025-03-00'."),
        ("0000", "There is no date '0000'."),
        ("2025-03-13/..", "'2025-03-13/..' is not a date"),
        ("2025-03-13/2025-03-11", "The interval '2025-03-13/2025-03-11' ends before it begins."),
        ("../..", "'../..' is not a date"),
        ("2025-03-11/2025-03-12/2025-03-13", "'2025-03-11/2025-03-12/2025-03-13' is not a date"),
        ("２０２５", "'２０２５' is not a date"),
        ("2025-03-13\n", "is not a date"),
        ("2025~", "'2025~' is not a date"),
    ],
)
def test_what_is_no_date_is_refused(text: str, message: str) -> None:
    with pytest.raises(ValueError, match="date|ends") as caught:
        bounds(text)
    assert message in str(caught.value)


@given(days)
def test_a_day_means_itself(day: date) -> None:
    assert bounds(day.isoformat()) == Bounds(day, day)


@given(days)
def test_a_day_lies_within_its_month_and_year(day: date) -> None:
    for text in (day.isoformat()[:7], day.isoformat()[:4]):
        earliest, latest = bounds(text)
        assert earliest is not None
        assert earliest <= day <= latest


@given(days, days)
def test_an_interval_holds_its_ends(one: date, other: date) -> None:
    first, last = sorted((one, other))
    assert bounds(f"{first}/{last}") == Bounds(first, last)


@given(days, days, days)
def test_overlap_is_having_a_day_in_common(one: date, other: date, day: date) -> None:
    first, last = sorted((one, other))
    within = first <= day <= last
    assert Bounds(first, last).overlaps(Bounds(day, day)) == within
    assert Bounds(day, day).overlaps(Bounds(first, last)) == within
    assert Bounds(None, last).overlaps(Bounds(day, day)) == (day <= last)


@given(days.filter(lambda day: day < date(9999, 1, 1)))
def test_what_is_open_at_the_start_overlaps_all_that_ends_before(day: date) -> None:
    later = day + timedelta(days=1)
    assert Bounds(None, later).overlaps(Bounds(None, day))
    assert not Bounds(later, later).overlaps(Bounds(None, day))
