"""Every page: what stands on it, that it is valid, that its links lead somewhere."""

from collections.abc import Iterator
from urllib.parse import urldefrag

import pytest
from flask.testing import FlaskClient

from tests.pages.conftest import MARKUP
from tests.pages.html import addresses, linked_data, parsed, words

PAGES = {
    "/": ["Who holds what on", "demands 15 January 2020", "none found", "not coded", "The latest of these was said on 31 March 2020"],
    "/?as_of=2020-01-12&party=north": ["Who holds what on 12 January 2020", "rejects 12 January 2020", "15 February 2020 →", "Today"],
    "/issues": ["The strait", "Truce", "alert(1)"],
    "/issues/strait": ["Is the strait open to all ships?", "accepts with conditions", "12 January 2020", "The picture as a table"],
    "/issues/truce": ["by 15 February 2020", "Not coded : The League", "None found in the texts that were searched: South until 20 March 2020"],
    "/parties": ["North", "belligerent", "The League"],
    "/parties/north": ["Ada Lind", "Would open the strait to fishing boats.", "Superseded 31 March 2020."],
    "/parties/south": ["Belongs to The League", "José Muñoz"],
    "/parties/league": ["Members here South", "Not coded : The strait , Truce ."],
    "/speakers/ada-lind": ["President of the North", "from February 2020"],
    "/positions/north-open-strait-1": ["“We will", "The Gazette, paragraph 2. Grade A.", "Read it at example.org", "This no longer stands since 31 March 2020", "(softened)"],
    "/positions/north-open-strait-2": ["Café owners on the shore are paid.", "Tied to", "President of the North", "A rewrite of The Gazette."],
    "/positions/north-winter-truce": ["No speaker is named.", "(inferred). Told without a day"],
    "/sources/gazette-first-round": ["https://example.org/first-round", "A. Reporter", "whole; grade A"],
    "/sources/blog-second-round": ["rewrite of Second round ends", "Publisher not known"],
    "/events/first-round": ["10 to 12 January 2020, The island", "Asks for joint patrols of the strait."],
    "/releases": ["1.0.0", "The first.", "1 April 2020", "5 positions"],
    "/about": ["5 positions of 2 parties on 3 questions", "none found: 1", "not coded: 2", "0.615", "experimental", "Headline of a cell", "CC-BY-4.0"],
    "/search": ["Words must all stand in a record"],
    "/search?q=strait": ["Positions 3", "Questions 2", "The same as JSON"],
    "/search?q=zebra": ["Nothing holds this word."],
    "/search?q=jose": ["José Muñoz , South"],
}  # fmt: skip
PATHS = [*PAGES, "/issues/strait?release=1.0.0", "/positions/north-open-strait-2?release=draft"]
LARGEST = 100_000


@pytest.mark.parametrize(("path", "told"), PAGES.items())
def test_what_stands_on_it(client: FlaskClient, path: str, told: list[str]) -> None:
    read = words(parsed(client.get(path)))
    assert [text for text in told if text not in read] == []


@pytest.mark.parametrize("path", PATHS)
def test_it_is_whole_and_valid(client: FlaskClient, path: str) -> None:
    response = client.get(path)
    page = parsed(response)
    assert (response.status_code, response.content_type) == (200, "text/html; charset=utf-8")
    assert len(list(page.iter("h1"))) == 1
    ids = [id for _, id in addresses(page, "id")]
    assert len(ids) == len(set(ids))
    assert not any(element.get("style") for element in page.iter())
    scripts = [one for one in page.iter("script") if one.get("type") != "application/ld+json"]
    assert [one.text for one in scripts] == [None]
    assert MARKUP not in response.text


@pytest.mark.parametrize("path", PATHS)
def test_every_link_leads_somewhere(client: FlaskClient, path: str) -> None:
    page = parsed(client.get(path))
    ids = {id for _, id in addresses(page, "id")}
    for address in own_addresses(client, path):
        target, fragment = urldefrag(address)
        if not target:
            assert fragment in ids
        else:
            with client.get(target) as response:
                assert response.status_code == 200, address


def own_addresses(client: FlaskClient, path: str) -> Iterator[str]:
    """Return what a page links to here; whatever is elsewhere must be a source or the licence."""
    for element, address in addresses(parsed(client.get(path)), "href", "src", "action"):
        if address.startswith("http://localhost/"):
            yield address.removeprefix("http://localhost")
        elif "://" in address:
            assert element.get("rel") in ("external", "license")
            assert element.tag == "a"
        else:
            yield address


@pytest.mark.parametrize("path", PATHS)
def test_fragments_of_other_pages_exist(client: FlaskClient, path: str) -> None:
    for address in own_addresses(client, path):
        target, fragment = urldefrag(address)
        if target and fragment:
            assert fragment in {id for _, id in addresses(parsed(client.get(target)), "id")}


@pytest.mark.parametrize(
    ("path", "type"),
    [
        ("/positions/south-open-strait", "Claim"),
        ("/parties/north", "Country"),
        ("/parties/league", "Organization"),
        ("/speakers/ada-lind", "Person"),
        ("/issues/strait", "DefinedTerm"),
        ("/sources/gazette-first-round", "CreativeWork"),
        ("/events/first-round", "Event"),
        ("/releases", "Dataset"),
        ("/about", "Dataset"),
        ("/", "Dataset"),
    ],
)
def test_programs_read_what_it_is_about(client: FlaskClient, path: str, type: str) -> None:
    data = linked_data(parsed(client.get(path)))
    assert data["@context"] == "https://schema.org"
    assert data["@type"] == type
    assert data["url"] == f"http://localhost{path}?release=1.0.0"
    assert all(data.values())
    if "isPartOf" in data:
        assert data["isPartOf"]["version"] == "1.0.0"


@pytest.mark.parametrize(
    ("path", "cited"),
    [
        ("/positions/north-open-strait-2", "North, 2020-03: Is the strait open to all ships? In: Talks over the strait."),
        ("/parties/north", "North. In: Talks over the strait."),
        ("/issues/strait", "The strait. In: Talks over the strait."),
        ("/about", "Talks over the strait. Version 1.0.0."),
    ],
)  # fmt: skip
def test_it_says_how_to_cite_it(client: FlaskClient, path: str, cited: str) -> None:
    response = client.get(path)
    (text,) = [one.text for one in parsed(response).iter("p") if one.get("class") == "citation"]
    assert text.startswith(f"The Parley authors (2020-04-01). {cited}")
    if path.startswith("/positions"):
        assert text == client.get(f"/v1{path}/citation").text.strip()
    assert f"http://localhost{path}?release=1.0.0" in response.text


@pytest.mark.parametrize(
    ("path", "feed"),
    [
        ("/parties/north", "/v1/changes.atom?party=north"),
        ("/issues/strait", "/v1/changes.atom?issue=strait"),
        ("/releases", "/v1/changes.atom"),
    ],
)
def test_readers_find_the_feed(client: FlaskClient, path: str, feed: str) -> None:
    links = [one for one in parsed(client.get(path)).iter("link") if "atom" in str(one.get("type"))]
    assert [(one.get("type"), one.get("href")) for one in links] == [("application/atom+xml", feed)]


@pytest.mark.parametrize("path", ["/issues/strait", "/parties/north", "/search?q=strait"])
def test_links_stay_in_the_release(client: FlaskClient, path: str) -> None:
    sign = "&" if "?" in path else "?"
    left = [
        address
        for address in own_addresses(client, f"{path}{sign}release=draft")
        if address.startswith(("/issues", "/parties", "/positions", "/v1")) and "release=draft" not in address
    ]  # fmt: skip
    assert left == [address for address in left if address.startswith(("/v1/changes", path))]


@pytest.mark.parametrize("path", PATHS)
def test_it_is_small(client: FlaskClient, path: str) -> None:
    page = client.get(path)
    files = [address for _, address in addresses(parsed(page), "src")]
    files += [one.get("href", "") for one in parsed(page).iter("link") if one.get("rel") != "alternate"]  # fmt: skip
    assert len(files) == 3
    assert len(page.data) + sum(len(client.get(file).data) for file in files) < LARGEST


@pytest.mark.parametrize("path", PATHS)
def test_links_keep_the_prefix(client: FlaskClient, path: str) -> None:
    page = parsed(client.get(path, environ_overrides={"SCRIPT_NAME": "/parley"}))
    for _, address in addresses(page, "href", "src", "action"):
        assert address.startswith(("/parley/", "#", "http://localhost/parley/", "https://"))
