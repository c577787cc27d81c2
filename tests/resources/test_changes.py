"""What changed between releases, as a client sees it."""

import csv
import io
import json
import shutil
from datetime import date
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from api import create_app
from api.dataset.freezing import freeze
from api.http import summary
from tests.conftest import DATA, OF_LATEST, hold_to_document
from tests.edits import rename

NORTH, SOUTH = "positions/north/strait.yaml", "positions/south/strait.yaml"
FIRST, SECOND = "north-open-strait-1", "north-open-strait-2"
Edit = tuple[str, str, str]


def edit(data: Path, *edits: Edit) -> None:
    for file, old, new in edits:
        text = (data / file).read_text(encoding="utf-8")
        assert old in text
        (data / file).write_text(text.replace(old, new, 1), encoding="utf-8")


def served(data: Path) -> FlaskClient:
    app = create_app({"DATA_DIR": data, "STORE_DIR": data.parent / "store"})
    hold_to_document(app)
    return app.test_client()


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """1.0.0 lacks a position that 2.0.0 has; 2.1.0 has other words; the draft lacks one again."""
    data = Path(shutil.copytree(DATA, tmp_path_factory.mktemp("changed") / "data"))
    (data / "reliability" / "codings.yaml").unlink()
    text = (data / NORTH).read_text(encoding="utf-8")
    start = text.index(f"- id: {SECOND}")
    (data / NORTH).write_text(text[:start], encoding="utf-8")
    freeze(data, "The first.", date(2020, 4, 1))
    (data / NORTH).write_text(text, encoding="utf-8")
    edit(
        data,
        (SOUTH, "stance: demands", "stance: requests"),
        ("parties.yaml", "name: South", "name: The South"),
    )
    freeze(data, "Another answer.", date(2020, 5, 1))
    edit(data, (NORTH, "Refuses to open the strait.", "Refuses *to* open it."))
    freeze(data, "Other words.", date(2020, 6, 1))
    return data


@pytest.fixture(scope="module")
def client(data: Path) -> FlaskClient:
    return served(data)


def told(client: FlaskClient, query: str) -> list[tuple[str, str]]:
    body = client.get(f"/v1/diff?{query}").json
    assert body["meta"]["total"] == len(body["data"])
    return [(one["id"], one["action"]) for one in body["data"]]


MOVED = (f"positions/{SECOND}", "moved")
CORRECTED = ("positions/south-open-strait", "corrected")
RENAMED = ("parties/south", "corrected")
WORDS = (f"positions/{FIRST}", "corrected")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("from=1.0.0&to=2.0.0", [MOVED, CORRECTED, RENAMED]),
        ("from=1.0.0", [WORDS, MOVED, CORRECTED, RENAMED]),
        ("from=1.0.0&to=latest", [WORDS, MOVED, CORRECTED, RENAMED]),
        ("from=2.0.0&to=2.0.1", [WORDS]),
        ("from=latest&to=draft", []),
        ("from=1.0.0&party=north", [WORDS, MOVED]),
        ("from=1.0.0&party=south", [CORRECTED, RENAMED]),
        ("from=1.0.0&party=south,north&kind=positions", [WORDS, MOVED, CORRECTED]),
        ("from=1.0.0&issue=strait", [WORDS, MOVED, CORRECTED]),
        ("from=1.0.0&issue=truce", []),
        ("from=1.0.0&action=moved", [MOVED]),
        ("from=1.0.0&action=moved&party=south", []),
        ("from=1.0.0&action=added,removed", []),
    ],
)
def test_what_changed_is_told_once(
    client: FlaskClient, query: str, expected: list[tuple[str, str]]
) -> None:
    assert told(client, query) == expected


def test_who_moved_is_told_from_where(client: FlaskClient) -> None:
    (one,) = client.get("/v1/diff?from=1.0.0&to=2.0.0&action=moved").json["data"]
    assert (one["party_label"], one["issue_label"]) == ("North", "The strait")
    assert one["title"] == "Would open the strait to fishing boats."
    assert one["earlier"] == [
        {"id": FIRST, "stance": "rejects", "said_on": "2020-01-12", "summary": "Refuses to open the strait."}
    ]  # fmt: skip
    members = {member["member"]: member for member in one["members"]}
    assert members["stance"] == {
        "member": "stance",
        "before": None,
        "after": "accepts_conditionally",
    }
    assert members["change"]["after"] == "softened"
    assert "stance_label" not in members


def test_what_we_corrected_is_told_by_member(client: FlaskClient) -> None:
    query = "from=1.0.0&action=corrected&kind=positions&party=south"
    (one,) = client.get(f"/v1/diff?{query}").json["data"]
    assert one["members"] == [{"member": "stance", "before": "demands", "after": "requests"}]
    assert one["earlier"] == []


def test_an_answer_names_what_was_compared(client: FlaskClient) -> None:
    body = client.get("/v1/diff?from=1.0.0&party=north&limit=1").json
    assert body["meta"]["release"] == "2.0.1"
    assert body["meta"]["filters"] == {"from": "1.0.0", "to": "2.0.1", "party": ["north"]}
    assert body["meta"]["facets"]["action"] == [
        {"value": "corrected", "label": "corrected", "count": 1},
        {"value": "moved", "label": "moved", "count": 1},
    ]
    assert body["links"]["self"] == "/v1/diff?from=1.0.0&limit=1&party=north&to=2.0.1"
    assert body["links"]["next"].startswith(
        "/v1/diff?from=1.0.0&limit=1&party=north&to=2.0.1&cursor="
    )
    assert client.get(body["links"]["next"]).json["links"]["next"] is None


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("from=1.0.0&to=2.0.0", "public, immutable, max-age=31536000"),
        ("from=1.0.0", OF_LATEST),
        ("from=1.0.0&to=latest", OF_LATEST),
        ("from=1.0.0&to=draft", "no-store"),
        ("from=latest&to=draft", "no-store"),
        ("from=latest&to=2.0.1", "no-cache"),
    ],
)
def test_how_long_a_comparison_holds(client: FlaskClient, query: str, kept: str) -> None:
    assert client.get(f"/v1/diff?{query}").headers["Cache-Control"] == kept


@pytest.mark.parametrize(
    ("path", "status", "reason"),
    [
        ("/v1/diff", 400, "Is missing; name a release, or `latest` to compare `draft`."),
        ("/v1/diff?from=1.0.0&to=1.0.0", 400, "Is the same as to, 1.0.0: nothing can have changed."),
        ("/v1/diff?from=latest", 400, "Is the same as to, 2.0.1: nothing can have changed."),
        ("/v1/diff?from=draft&to=draft", 400, "Is the same as to, draft: nothing can have changed."),
        ("/v1/diff?from=2.0.0&to=1.0.0", 400, "Comes after to, 1.0.0; put the earlier one first."),
        ("/v1/diff?from=draft", 400, "Comes after to, 2.0.1; put the earlier one first."),
        ("/v1/diff?from=3.0.0", 404, "There is no release '3.0.0'; did you mean '2.0.0'?"),
        ("/v1/diff?from=1.0.0&to=", 404, "There is no release ''; there are 1.0.0, 2.0.0, 2.0.1, draft, latest."),
        ("/v1/diff?from=1.0.0&from=2.0.0", 400, "Given more than once."),
        ("/v1/diff?from=1.0.0&release=1.0.0", 400, "There is no parameter 'release'"),
        ("/v1/diff?from=1.0.0&party=nrth", 400, "There is no party 'nrth'; did you mean 'north'?"),
        ("/v1/diff?from=1.0.0&action=change", 400, "There is no value 'change'; there are added, corrected, moved, removed."),
        ("/v1/diff?from=1.0.0&kind=position", 400, "There is no value 'position'; did you mean 'positions'?"),
        ("/v1/diff?from=1.0.0&cursor=x", 400, "Is not a cursor."),
        ("/v1/diff.md?from=1.0.0&limit=1", 400, "Markdown tells all that changed; leave it out."),
        ("/v1/diff.atom?from=1.0.0", 404, "There is nothing at '/v1/diff.atom'"),
        ("/v1/changes?release=1.0.0", 400, "There is no parameter 'release'"),
        ("/v1/changes?sort=kind", 400, "There is no sort key 'kind'; there are release."),
    ],
)  # fmt: skip
def test_what_cannot_be_compared_is_refused(
    client: FlaskClient, path: str, status: int, reason: str
) -> None:
    response = client.get(path)
    assert response.status_code == status
    assert reason in response.text


def test_a_cursor_fits_its_own_comparison_only(client: FlaskClient) -> None:
    cursor = client.get("/v1/diff?from=1.0.0&limit=1").json["links"]["next"].split("cursor=")[1]
    for path in (
        "/v1/diff?from=2.0.0&to=2.0.1",
        "/v1/diff?from=1.0.0&to=2.0.0",
        "/v1/changes?sort=release",
    ):
        response = client.get(f"{path}&limit=1&cursor={cursor}")
        assert response.status_code == 400
        assert response.json["errors"][0]["reason"] == "Belongs to another list."


def test_what_was_removed_comes_with_its_reason(data: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(data, tmp_path / "data"))
    text = (copy / NORTH).read_text(encoding="utf-8")
    (copy / NORTH).write_text(text[: text.index(f"- id: {SECOND}")], encoding="utf-8")
    reason = "The page was withdrawn."
    erratum = f"- {{id: withdrawn, kind: positions, record: {SECOND}, reason: {reason}}}\n"
    (copy / "errata.yaml").write_text(erratum, encoding="utf-8")
    freeze(copy, "One less.", date(2020, 7, 1))
    client = served(copy)
    for path in ("/v1/diff?from=2.0.1&", "/v1/diff?from=1.0.0&to=draft&", "/v1/changes?"):
        found = client.get(f"{path}kind=positions&action=removed").json["data"]
        told = [(one["record"], one["reason"]) for one in found]
        assert told == ([(SECOND, reason)] if "1.0.0" not in path else [])
    (one,) = client.get("/v1/diff?from=2.0.1&kind=positions").json["data"]
    members = {member["member"]: member for member in one["members"]}
    assert members["stance"] == {
        "member": "stance",
        "before": "accepts_conditionally",
        "after": None,
    }
    assert f"  - reason: {reason}\n" in client.get("/v1/diff.md?from=2.0.1").text
    assert client.get("/v1/changes?kind=errata").json["meta"]["total"] == 1


def test_a_renamed_record_is_the_same_record(data: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(data, tmp_path / "data"))
    rename(copy, "positions", "south-open-strait", "south-free-passage")
    freeze(copy, "Another name.", date(2020, 7, 1))
    (one,) = served(copy).get("/v1/diff?from=2.0.1").json["data"]
    assert (one["id"], one["action"]) == ("positions/south-free-passage", "corrected")
    assert one["members"] == [
        {"member": "id", "before": "south-open-strait", "after": "south-free-passage"},
        {"member": "aliases", "before": None, "after": ["south-open-strait"]},
    ]


def test_as_csv_a_row_is_a_member(client: FlaskClient) -> None:
    text = client.get("/v1/diff.csv?from=1.0.0&action=corrected").text
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert [(row["record"], row["members.member"], row["members.before"], row["members.after"]) for row in rows] == [
        (FIRST, "summary", "Refuses to open the strait.", "Refuses *to* open it."),
        ("south-open-strait", "stance", "demands", "requests"),
        ("south", "name", "South", "The South"),
    ]  # fmt: skip
    moved = client.get("/v1/diff.csv?from=1.0.0&action=moved").text
    assert "Café owners on the shore are paid." in moved
    assert '{""source"": ""gazette-second-round"", ""locator"": ""paragraph 1""} | ' in moved


def test_as_lines_a_line_is_a_record(client: FlaskClient) -> None:
    lines = client.get("/v1/diff.ndjson?from=1.0.0").text.splitlines()
    assert [json.loads(line) for line in lines] == client.get("/v1/diff?from=1.0.0").json["data"]


def test_as_markdown_people_read_it(client: FlaskClient) -> None:
    response = client.get("/v1/diff.md?from=1.0.0&kind=positions")
    assert response.mimetype == "text/markdown"
    assert (
        response.text
        == """\
# What changed from 1.0.0 to 2.0.1

1 moved, 2 corrected.

## Moved

- North, The strait: Would open the strait to fishing boats. (`positions/north-open-strait-2`)
  - accepts conditionally, 2020-03 (softened)
  - before: rejects, 2020-01-12: Refuses \\*to\\* open it. (north-open-strait-1)

## Corrected

- North, The strait: Refuses \\*to\\* open it. (`positions/north-open-strait-1`)
  - summary: Refuses to open the strait. → Refuses \\*to\\* open it.
- The South, The strait: Demands an open strait. (`positions/south-open-strait`)
  - stance: demands → requests
"""
    )
    nothing = client.get("/v1/diff.md?from=1.0.0&issue=truce").text
    assert nothing == "# What changed from 1.0.0 to 2.0.1\n\nNothing changed.\n"


def test_all_changes_are_told_release_by_release(client: FlaskClient) -> None:
    body = client.get("/v1/changes?kind=positions,parties&limit=200").json
    told = [(one["id"], one["action"], one["released_on"]) for one in body["data"]]
    assert told[-4:] == [
        (f"2.0.0/positions/{SECOND}", "moved", "2020-05-01"),
        ("2.0.0/positions/south-open-strait", "corrected", "2020-05-01"),
        ("2.0.0/parties/south", "corrected", "2020-05-01"),
        (f"2.0.1/positions/{FIRST}", "corrected", "2020-06-01"),
    ]
    assert {one[1:] for one in told[:-4]} == {("added", "2020-04-01")}
    newest = client.get("/v1/changes?kind=positions,parties&limit=1&sort=-release").json
    assert newest["data"] == body["data"][-1:]
    assert "later" not in newest["links"]


def test_who_asks_later_gets_what_came_since(data: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(data, tmp_path / "data"))
    later = served(copy).get("/v1/changes?limit=200&kind=positions").json["links"]["later"]
    nothing = served(copy).get(later).json
    assert (nothing["data"], nothing["links"]["next"]) == ([], None)
    assert nothing["links"]["later"] == later
    edit(copy, (SOUTH, "stance: requests", "stance: questions"))
    freeze(copy, "Another answer again.", date(2020, 7, 1))
    found = served(copy).get(later).json
    assert [one["id"] for one in found["data"]] == ["3.0.0/positions/south-joint-patrols"]
    assert served(copy).get(found["links"]["later"]).json["data"] == []


def test_who_follows_a_party_misses_no_renaming(data: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(data, tmp_path / "data"))
    later = (
        served(copy).get("/v1/changes?limit=200&party=league&kind=parties").json["links"]["later"]
    )
    rename(copy, "parties", "league", "alliance")
    freeze(copy, "Another name.", date(2020, 7, 1))
    client = served(copy)
    assert [one["record"] for one in client.get(later).json["data"]] == ["alliance"]
    for id in ("league", "alliance"):
        found = client.get(f"/v1/changes?party={id}&kind=parties").json["data"]
        assert [(one["record"], one["action"]) for one in found] == [
            ("league", "added"),
            ("alliance", "corrected"),
        ]


def test_what_leaves_a_party_is_told_to_who_follows_it(data: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(data, tmp_path / "data"))
    edit(copy, ("coverage.yaml", "party: north", "party: league"))
    client = served(copy)
    for party in ("north", "league"):
        found = client.get(f"/v1/diff?from=latest&to=draft&party={party}&kind=searches").json[
            "data"
        ]
        assert [(one["action"], one["party"]) for one in found] == [("corrected", "league")]


def test_searches_are_of_their_party(client: FlaskClient) -> None:
    found = client.get("/v1/changes?kind=searches&party=south").json["data"]
    assert {one["party"] for one in found} == {"south"}


def test_who_follows_what_never_was_has_where_to_go_on(data: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(data, tmp_path / "data"))
    body = served(copy).get("/v1/changes?action=corrected&issue=truce").json
    assert body["data"] == []
    edit(copy, (SOUTH, "stance: requests", "stance: questions"))
    edit(copy, ("positions/north/truce.yaml", "stance: ", "note: A word more.\n  stance: "))
    freeze(copy, "A note.", date(2020, 7, 1))
    found = served(copy).get(body["links"]["later"]).json["data"]
    assert [one["id"] for one in found] == ["3.0.0/positions/north-winter-truce"]


@pytest.mark.parametrize(
    ("sort", "newest_first"),
    [
        ("release", False),
        ("-release", True),
        ("-release,release", True),
        ("release,-release", False),
    ],
)
def test_a_sort_key_that_comes_again_has_no_effect(
    client: FlaskClient, sort: str, newest_first: bool
) -> None:
    body = client.get(f"/v1/changes?kind=positions&sort={sort}").json
    releases = [one["release"] for one in body["data"]]
    assert (releases[0] == "2.0.1") == newest_first
    assert ("later" in body["links"]) != newest_first


def test_what_is_only_in_the_draft_did_not_happen_yet(data: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(data, tmp_path / "data"))
    text = (copy / NORTH).read_text(encoding="utf-8")
    (copy / NORTH).write_text(text[: text.index(f"- id: {SECOND}")], encoding="utf-8")
    client = served(copy)
    assert client.get("/v1/changes?action=removed").json["data"] == []
    assert told(client, "from=latest&to=draft") == [(f"positions/{SECOND}", "removed")]


@pytest.mark.parametrize(
    ("change", "action"), [("softened", "moved"), ("reaffirmed", "added"), ("corrected", "added")]
)
def test_who_says_it_again_has_not_moved(
    data: Path, tmp_path: Path, change: str, action: str
) -> None:
    copy = Path(shutil.copytree(DATA, tmp_path / "data"))
    (copy / "reliability" / "codings.yaml").unlink()
    text = (copy / NORTH).read_text(encoding="utf-8")
    (copy / NORTH).write_text(text[: text.index(f"- id: {SECOND}")], encoding="utf-8")
    freeze(copy, "The first.", date(2020, 4, 1))
    (copy / NORTH).write_text(
        text.replace("change: softened", f"change: {change}"), encoding="utf-8"
    )
    assert told(served(copy), "from=latest&to=draft") == [(f"positions/{SECOND}", action)]


def test_a_reason_is_given_once_and_where_it_belongs(data: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(data, tmp_path / "data"))
    erratum = "- {id: wrong-day, kind: positions, record: south-open-strait, reason: Teh day was wrong.}\n"
    (copy / "errata.yaml").write_text(erratum, encoding="utf-8")
    edit(copy, (SOUTH, "said_on: 2020-01-15", "said_on: 2020-01-16"))
    freeze(copy, "Another day.", date(2020, 7, 1))
    edit(copy, ("errata.yaml", "Teh", "The"), (SOUTH, "Demands an open strait.", "Wants it open."))
    freeze(copy, "Other words.", date(2020, 8, 1))
    rename(copy, "positions", "south-open-strait", "south-free-passage")
    freeze(copy, "Another name.", date(2020, 9, 1))
    client = served(copy)
    found = client.get("/v1/changes?kind=positions&party=south&action=corrected").json["data"]
    assert [(one["release"], one["reason"]) for one in found] == [
        ("2.0.0", None), ("3.0.0", "Teh day was wrong."), ("3.0.1", None), ("4.0.0", None),
    ]  # fmt: skip
    (one,) = client.get("/v1/diff?from=2.0.1&kind=positions").json["data"]
    assert one["reason"] == "Teh day was wrong."
    (one,) = client.get("/v1/diff?from=3.0.0&kind=positions").json["data"]
    assert one["reason"] is None


def test_another_order_is_told(data: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(data, tmp_path / "data"))
    first, second = (
        "    - The truce holds through the winter.\n",
        "    - Café owners on the shore are paid.\n",
    )
    edit(copy, (NORTH, first + second, second + first))
    assert (
        "  - conditions: in another order\n"
        in served(copy).get("/v1/diff.md?from=latest&to=draft").text
    )


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("# Peace", "\\# Peace"),
        ("1. Peace", "1\\. Peace"),
        ("- Peace", "\\- Peace"),
        (
            "_em_ *em* `code` [a](b) <b> &copy; ~no~",
            "\\_em\\_ \\*em\\* \\`code\\` \\[a\\](b) \\<b\\> \\&copy; \\~no\\~",
        ),
        ("Peace - 1. now", "Peace - 1. now"),
    ],
)
def test_no_text_is_markdown(text: str, plain: str) -> None:
    assert summary.plain(text) == plain


def test_a_value_of_any_edition_is_known(data: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(data, tmp_path / "data"))
    edit(
        copy,
        (
            "parties.yaml",
            "- id: south",
            "- {id: east, name: East, kind: state, role: observer}\n- id: south",
        ),
    )
    client = served(copy)
    assert client.get("/v1/changes?party=east").status_code == 200
    assert [one["id"] for one in client.get("/v1/diff?from=latest&to=draft").json["data"]] == [
        "parties/east"
    ]
    assert client.get("/v1/positions?party=east").status_code == 400


def test_without_a_release_nothing_changed(tmp_path: Path) -> None:
    app = create_app({"DATA_DIR": DATA, "STORE_DIR": tmp_path})
    body = app.test_client().get("/v1/changes").json
    assert (body["data"], body["meta"]["total"]) == ([], 0)
