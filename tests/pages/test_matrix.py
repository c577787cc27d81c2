"""The matrix: who is in it by default, what a cell opens to, and the days around."""

from urllib.parse import parse_qs, urlsplit

import pytest
from flask.testing import FlaskClient

from schemas.validity import today
from tests.pages.html import addresses, linked_data, parsed, words


def cells(client: FlaskClient, query: str) -> dict[str, list[str]]:
    """Return what each row says, in the order of the parties."""
    page = parsed(client.get(f"/{query}"))
    (table,) = [one for one in page.iter("table") if one.get("class") == "matrix"]
    rows = [row for row in table.iter("tr") if any(one.tag == "td" for one in row)]
    return {
        "".join(next(row.iter("th")).itertext()): [said(cell) for cell in row.iter("td")]
        for row in rows
        if any(one.tag == "th" for one in row)
    }


def said(cell: object) -> str:
    """Return what stands in a cell that is closed."""
    summaries = list(cell.iter("summary")) or [cell]
    return " ".join("".join(summaries[0].itertext()).split())


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?as_of=2020-01-12", {
            "Is the strait open to all ships?": ["rejects 12 January 2020", "none found", "not coded"],
            "Do both sides patrol the strait together?": ["none found", "requests 10 to 12 January 2020", "not coded"],
        }),
        ("?as_of=2020-01-20&party=south&party=north", {
            "Is the strait open to all ships?": ["demands 15 January 2020", "rejects 12 January 2020"],
            "Do both sides patrol the strait together?": ["requests 10 to 12 January 2020", "none found"],
        }),
        ("?as_of=2020-04-01&party=north&issue=truce", {
            "Do the sides stop fighting for the winter?": ["questions by 15 February 2020"],
        }),
        ("?as_of=2020-04-01&party=north&issue=strait", {
            "Is the strait open to all ships?": ["accepts with conditions March 2020"],
        }),
        ("?as_of=2019-01-01", {}),
    ],
)  # fmt: skip
def test_a_cell_shows_what_stands(
    client: FlaskClient, query: str, expected: dict[str, list[str]]
) -> None:
    assert cells(client, query) == expected


def test_a_cell_opens_to_all_that_stands_behind_it(client: FlaskClient) -> None:
    read = words(parsed(client.get("/?as_of=2020-04-01&party=north&issue=strait")))
    for told in (
        "Would open the strait to fishing boats.",
        "Café owners on the shore are paid.",
        "Ada Lind, President of the North; on the record, paraphrased, 1 day before.",
        "The Gazette , paragraph 1 and 1 more place.",
        "Nothing stands on 1 further question",
        "The latest of these was said on 31 March 2020, 1 day before.",
        "The dataset ends on 20 March 2020",
    ):
        assert told in read
    quoting = words(parsed(client.get("/?as_of=2020-01-12&party=north")))
    assert "“We will" in quoting


@pytest.mark.parametrize(
    ("query", "earlier", "later"),
    [
        ("as_of=2020-01-12", None, "2020-01-15"),
        ("as_of=2020-01-13&party=north", "2020-01-12", "2020-02-15"),
        ("as_of=2020-03-31", "2020-02-15", None),
        ("as_of=2021-01-01&issue=truce", "2020-02-15", None),
        ("as_of=0001-01-01", None, "2020-01-12"),
        ("", "2020-03-31", None),
    ],
)
def test_one_travels_from_day_to_day(
    client: FlaskClient, query: str, earlier: str | None, later: str | None
) -> None:
    page = parsed(client.get(f"/?{query}&release=1.0.0"))
    links = {one.get("rel"): urlsplit(one.get("href", "")) for one in page.iter("a") if one.get("rel") in ("prev", "next")}  # fmt: skip
    asked = {rel: parse_qs(link.query) for rel, link in links.items()}
    days = {rel: values["as_of"][0] for rel, values in asked.items()}
    wanted = {"prev": earlier, "next": later}
    assert days == {rel: day for rel, day in wanted.items() if day}
    for values in asked.values():
        kept = parse_qs(query) | {"release": ["1.0.0"]}
        assert {name: values[name] for name in values if name != "as_of"} == {name: kept[name] for name in kept if name != "as_of"}  # fmt: skip


def test_the_form_tells_what_is_shown(client: FlaskClient) -> None:
    page = parsed(client.get("/?party=south,league&issue=truce&release=1.0.0"))
    inputs = list(page.iter("input"))
    checked = {one.get("value") for one in inputs if one.get("checked") is not None}
    assert checked == {"south", "league", "truce"}
    (day,) = [one for one in inputs if one.get("type") == "date"]
    assert day.get("value") == day.get("max") == today().isoformat()
    hidden = [one.get("value") for one in inputs if one.get("type") == "hidden"]
    assert hidden == ["1.0.0", "1.0.0"]


def test_the_usual_matrix_is_of_those_who_said_most(client: FlaskClient) -> None:
    page = parsed(client.get("/"))
    checked = [one.get("value") for one in page.iter("input") if one.get("checked") is not None]
    assert sorted(filter(None, checked)) == ["league", "north", "south", "strait", "truce"]
    assert linked_data(page)["@type"] == "Dataset"


def test_it_has_a_permanent_address(client: FlaskClient) -> None:
    response = client.get("/?as_of=2020-03-31&party=north")
    (address,) = {
        address.removeprefix("http://localhost")
        for _, address in addresses(parsed(response), "href")
        if address.startswith("http://localhost/?")
    }
    assert address == "/?party=north&issue=strait,truce&as_of=2020-03-31&release=1.0.0"
    assert words(parsed(client.get(address))) == words(parsed(response))


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("party=nort", "There is no party 'nort'; did you mean 'north'?"),
        ("issue=strai", "There is no issue 'strai'; did you mean 'strait'?"),
        ("as_of=yesterday", "Must be a day such as '2025-03-13'."),
        ("as_of=2020-02-30", "Must be a day such as '2025-03-13'."),
        ("as_of=2020-02", "Must be a day such as '2025-03-13'."),
        ("as_of=", "Must be a day such as '2025-03-13'."),
        ("as_of=9999-12-31", "Lies in the future"),
        ("as_of=2020-01-01&as_of=2020-01-02", "Given more than once."),
        ("stance=rejects", "There is no parameter 'stance'; there are as_of, issue, party, release."),
        ("party=", "Names no value."),
    ],
)  # fmt: skip
def test_what_is_not_understood_is_a_page(client: FlaskClient, query: str, told: str) -> None:
    response = client.get(f"/?{query}")
    assert (response.status_code, response.mimetype) == (400, "text/html")
    assert told in words(parsed(response))
