"""Citations as a client sees them: in four styles, pinned to the release that was answered from."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from api import create_app
from api.dataset.freezing import freeze
from schemas.citations import CitedSchema
from tests.conftest import DATA, hold_to_document

ONE = "/v1/positions/north-open-strait-1/citation"
ALL = "/v1/citation"
TEXT, BIBTEX = "text/plain", "application/x-bibtex"
RIS, CSL = "application/x-research-info-systems", "application/vnd.citationstyles.csl+json"


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """A client of 1.0.0 and of a draft in which a question has other words."""
    data = Path(shutil.copytree(DATA, tmp_path_factory.mktemp("released") / "data"))
    freeze(data, "The first.", date(2020, 4, 1))
    issues = data / "issues.yaml"
    text = issues.read_text(encoding="utf-8")
    changed = text.replace("Is the strait open to all ships?", 'Чи "відкрита" протока?')
    issues.write_text(changed, encoding="utf-8")
    app = create_app({"DATA_DIR": data, "STORE_DIR": data.parent / "store"})
    hold_to_document(app)
    return app.test_client()


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (ONE, "The Parley authors (2020-04-01). North, 2020-01-12: Is the strait open to all ships? In: Talks over the strait. Version 1.0.0. Licence: CC-BY-4.0. http://localhost/v1/positions/north-open-strait-1?release=1.0.0\n"),
        (f"{ONE}?release=draft", "The Parley authors (draft). North, 2020-01-12: Чи \"відкрита\" протока? In: Talks over the strait. Version draft. Licence: CC-BY-4.0. http://localhost/v1/positions/north-open-strait-1?release=draft\n"),
        (ALL, "The Parley authors (2020-04-01). Talks over the strait. Version 1.0.0. Licence: CC-BY-4.0. http://localhost/v1/?release=1.0.0\n"),
        (f"{ALL}?release=draft", "The Parley authors (draft). Talks over the strait. Version draft. Licence: CC-BY-4.0. http://localhost/v1/?release=draft\n"),
    ],
)  # fmt: skip
def test_what_is_cited(released: FlaskClient, path: str, expected: str) -> None:
    assert released.get(path).text == expected


@pytest.mark.parametrize(
    ("id", "title"),
    [
        ("north-open-strait-2", "North, 2020-03: Is the strait open to all ships?"),
        ("north-winter-truce", "North, by 2020-02-15: Do the sides stop fighting for the winter?"),
        ("south-joint-patrols", "South, 2020-01-10 to 2020-01-12: Do both sides patrol the strait together?"),
    ],
)  # fmt: skip
def test_the_day_is_as_precise_as_it_is_known(client: FlaskClient, id: str, title: str) -> None:
    (work,) = client.get(f"/v1/positions/{id}/citation?style=csl-json").json
    assert work["title"] == title


@pytest.mark.parametrize("path", [ONE, ALL])
@pytest.mark.parametrize("release", ["", "&release=latest", "&release=1.0.0"])
def test_a_work_is_whole(released: FlaskClient, path: str, release: str) -> None:
    response = released.get(f"{path}?style=csl-json{release}")
    (work,) = response.json
    names = {field.data_key or name for name, field in CitedSchema().fields.items()}
    assert set(work) == names - ({"container-title"} if path == ALL else set())
    assert (work["version"], work["issued"]) == ("1.0.0", {"date-parts": [[2020, 4, 1]]})
    assert response.headers["Parley-Release"] == "1.0.0"


@pytest.mark.parametrize("path", [ONE, ALL])
@pytest.mark.parametrize("style", ["text", "bibtex", "ris", "csl-json"])
def test_a_draft_has_no_day(released: FlaskClient, path: str, style: str) -> None:
    text = released.get(f"{path}?style={style}&release=draft").text
    assert "draft" in text
    dated = ("2020-04", "year =", "month =", "PY  -", "DA  -", "issued")
    assert [word for word in dated if word in text] == []


@pytest.mark.parametrize("path", [ONE, ALL])
@pytest.mark.parametrize(
    ("query", "accept", "kind"),
    [
        ("", None, f"{TEXT}; charset=utf-8"),
        ("", "*/*", f"{TEXT}; charset=utf-8"),
        ("", "text/html, */*;q=0.5", f"{TEXT}; charset=utf-8"),
        ("", BIBTEX, f"{BIBTEX}; charset=utf-8"),
        ("", RIS, f"{RIS}; charset=utf-8"),
        ("", CSL, CSL),
        ("", f"{CSL};q=0.5, {RIS}", f"{RIS}; charset=utf-8"),
        ("?style=text", CSL, f"{TEXT}; charset=utf-8"),
        ("?style=bibtex", None, f"{BIBTEX}; charset=utf-8"),
        ("?style=ris", "text/html", f"{RIS}; charset=utf-8"),
        ("?style=csl-json", BIBTEX, CSL),
    ],
)  # fmt: skip
def test_the_style_is_the_one_asked_for(
    client: FlaskClient, path: str, query: str, accept: str | None, kind: str
) -> None:
    response = client.get(path + query, headers={"Accept": accept} if accept else {})
    assert (response.status_code, response.headers["Content-Type"]) == (200, kind)
    assert "Accept" in response.headers["Vary"]


@pytest.mark.parametrize(
    ("path", "accept", "status", "told"),
    [
        (f"{ALL}?style=bib", "*/*", 400, "There is no style 'bib'; did you mean 'bibtex'?"),
        (f"{ONE}?style=", "*/*", 400, "There is no style ''; there are bibtex, csl-json, ris, text."),
        (f"{ONE}?style=ris&style=text", "*/*", 400, "Given more than once."),
        (f"{ALL}?format=ris", "*/*", 400, "There is no parameter 'format'; there are release, style."),
        ("/v1/positions?style=csv", "*/*", 400, "There is no parameter 'style'"),
        (ALL, "text/html", 406, "This is served as text/plain, application/x-bibtex"),
        (ALL, "application/json", 406, "only, which the header Accept excludes."),
        (f"{ALL}?release=9", "*/*", 404, "There is no release '9'; there are draft, latest."),
        ("/v1/positions/north-open-strait-9/citation", "*/*", 404, "There is no position 'north-open-strait-9'; did you mean 'north-open-strait-2'?"),
        (f"{ONE}.ris", "*/*", 404, "There is nothing at '/v1/positions/north-open-strait-1/citation.ris'"),
    ],
)  # fmt: skip
def test_what_cannot_be_cited_is_a_problem(
    client: FlaskClient, path: str, accept: str, status: int, told: str
) -> None:
    response = client.get(path, headers={"Accept": accept})
    assert response.status_code == status
    assert response.mimetype == "application/problem+json"
    assert told in response.text


def test_a_key_names_the_record_and_its_release(released: FlaskClient) -> None:
    addresses = [ONE, f"{ONE}?release=draft", ALL, f"{ALL}?release=draft"]
    keys = [released.get(path, headers={"Accept": CSL}).json[0]["id"] for path in addresses]
    assert keys == [
        "parley-1.0.0-north-open-strait-1",
        "parley-draft-north-open-strait-1",
        "parley-1.0.0",
        "parley-draft",
    ]


@pytest.mark.parametrize("path", [ONE, ALL])
def test_a_permalink_answers_from_its_release(released: FlaskClient, path: str) -> None:
    (work,) = released.get(f"{path}?style=csl-json").json
    answer = released.get(work["URL"])
    assert answer.json["meta"]["release"] == work["version"]
    assert "immutable" in answer.headers["Cache-Control"]


@pytest.mark.parametrize("path", [ONE, ALL])
def test_a_citation_is_not_sent_twice(client: FlaskClient, path: str) -> None:
    etags = {
        style: client.get(f"{path}?style={style}").headers["ETag"]
        for style in ("text", "bibtex", "ris", "csl-json")
    }
    assert len(set(etags.values())) == 4
    response = client.get(f"{path}?style=ris", headers={"If-None-Match": etags["ris"]})
    assert (response.status_code, response.data) == (304, b"")
