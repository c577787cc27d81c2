"""Dates and numbers as people read them."""

import pytest

from api.http.wording import before, day, host, many


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("2025", "2025"),
        ("2025-03", "March 2025"),
        ("2025-03-03", "3 March 2025"),
        ("../2025-03-14", "by 14 March 2025"),
        ("2025-03-11/2025-03-13", "11 to 13 March 2025"),
        ("2025-02-28/2025-03-02", "28 February to 2 March 2025"),
        ("2024-12-31/2025-01-01", "31 December 2024 to 1 January 2025"),
        ("2024-03-11/2025-03-11", "11 March 2024 to 11 March 2025"),
        ("2025-03-11/2025-03-11", "11 to 11 March 2025"),
        ("2025-02/2025-06", "February to June 2025"),
        ("2024/2025", "2024 to 2025"),
        ("2025-03-11/2025-03", "11 March 2025 to March 2025"),
    ],
)
def test_a_date(text: str, told: str) -> None:
    assert day(text) == told


@pytest.mark.parametrize(
    ("then", "told"),
    [
        ("2025-03-13", "the same day"),
        ("2025-03-12", "1 day before"),
        ("2025-01-13", "59 days before"),
        ("2025-01-12", "2 months before"),
        ("2023-03-15", "24 months before"),
        ("2023-03-14", "2 years before"),
        ("2015-03-13", "10 years before"),
    ],
)
def test_how_long_ago(then: str, told: str) -> None:
    assert before(then, "2025-03-13") == told


@pytest.mark.parametrize(
    ("count", "words", "told"),
    [(0, ["day"], "0 days"), (1, ["party", "parties"], "1 party"), (2, ["party", "parties"], "2 parties"), (1234, ["position"], "1,234 positions")],
)  # fmt: skip
def test_a_number_of_things(count: int, words: list[str], told: str) -> None:
    assert many(count, *words) == told


@pytest.mark.parametrize(
    ("address", "told"),
    [("https://www.example.org/a", "example.org"), ("http://news.example.org:80", "news.example.org"), ("odd", "odd")],
)  # fmt: skip
def test_whose_an_address_is(address: str, told: str) -> None:
    assert host(address) == told
