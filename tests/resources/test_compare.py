"""Comparisons as a client sees them, over small and over the curated data."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from flask.testing import FlaskClient

from api.http import guards
from api.store import matrix
from api.store.pairs import AGREEMENTS

TODAY = str(datetime.now(UTC).date())
TROOPS = "party=russia&provision=foreign-troops-in-ukraine&as_of=2025-03-13"


@pytest.fixture(scope="module")
def curated() -> FlaskClient:
    """A client of the app over the curated data."""
    from wsgi import app

    return app.test_client()


@pytest.mark.parametrize(
    ("path", "rest"),
    [
        ("/v1/matrix", ""),
        ("/v1/matrix", "&layout=wide"),
        ("/v1/matrix", "&party=south,north&release=draft"),
        ("/v1/agreement", "&party=south,north"),
    ],
)
@pytest.mark.parametrize("asked", ["", "&standing=true", f"&as_of={TODAY}"])
def test_a_comparison_is_of_today_and_keeps_its_day(
    client: FlaskClient, path: str, rest: str, asked: str
) -> None:
    body = client.get(f"{path}?{rest}{asked}").json
    assert body["meta"]["as_of"] == body["meta"]["filters"]["as_of"] == TODAY
    assert body["links"] == {"self": f"{path}?as_of={TODAY}{rest}", "next": None}
    assert body["data"] == client.get(body["links"]["self"]).json["data"]


def test_today_is_another_version_tomorrow(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def versions() -> list[str]:
        paths = ("matrix.csv", "positions.csv?standing=true", "matrix.csv?as_of=2020-02-15")
        return [client.get(f"/v1/{path}").headers["ETag"] for path in paths]

    before = versions()
    monkeypatch.setattr(guards, "today", lambda: date(2020, 1, 1))
    changed = [one != other for one, other in zip(before, versions(), strict=True)]
    assert changed == [True, True, False]


def test_pairs_are_counted_as_they_are_told(client: FlaskClient) -> None:
    body = client.get("/v1/agreement?party=south,north&as_of=2020-02-15").json
    assert body["meta"]["pairs"] == [
        {"first_party": "south", "second_party": "north", "aligned": 0, "bridgeable": 0, "opposed": 1, "unknown": 2}
    ]  # fmt: skip
    assert body["meta"]["total"] == len(body["data"]) == 3


def test_groups_are_paged(client: FlaskClient) -> None:
    address, found = "/v1/stats?group_by=month,party&limit=2&sort=month", []
    while address:
        response = client.get(address)
        assert response.json["meta"]["total"] == 4
        found += [group["id"] for group in response.json["data"]]
        address = response.json["links"]["next"]
        assert response.headers.get("Link") == (f'<{address}>; rel="next"' if address else None)
    assert (
        found == ["2020-01|north", "2020-01|south", "2020-02|north", "2020-03|north"][: len(found)]
    )
    assert len(found) == 4


@pytest.mark.parametrize(
    "query", ["group_by=month", "group_by=party,month", "group_by=month,party&sort=-count"]
)
def test_a_cursor_of_other_groups_is_refused(client: FlaskClient, query: str) -> None:
    onward = client.get("/v1/stats?group_by=month,party&sort=count&limit=1").json["links"]["next"]
    response = client.get(f"/v1/stats?{query}&limit=1&cursor={onward.split('cursor=')[1]}")
    assert response.status_code == 400
    assert response.json["errors"] == [{"name": "cursor", "reason": "Belongs to another list."}]


@pytest.mark.parametrize(("suffix", "heads"), [(".csv", 1), (".ndjson", 0)])
def test_a_large_matrix_is_paged(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, suffix: str, heads: int
) -> None:
    day = "as_of=2020-02-15"
    whole = client.get(f"/v1/matrix?{day}").json
    assert whole["links"]["next"] is None
    monkeypatch.setattr(matrix, "MOST_CELLS", 3)
    address, ids = f"/v1/matrix?{day}&release=draft", []
    while address:
        response = client.get(address)
        assert response.json["meta"]["total"] == len(whole["data"])
        page = [cell["id"] for cell in response.json["data"]]
        if "cursor" in address:
            lines = client.get(address.replace("matrix", f"matrix{suffix}")).text
            assert len(lines.splitlines()) == len(page) + heads
        ids += page
        address = response.json["links"]["next"]
        assert response.headers.get("Link") == (f'<{address}>; rel="next"' if address else None)
    assert ids == [cell["id"] for cell in whole["data"]]


@pytest.mark.parametrize("release", ["1.0.0", "latest", "draft"])
def test_no_cell_of_the_curated_data_is_null(curated: FlaskClient, release: str) -> None:
    def total(kind: str) -> int:
        return int(curated.get(f"/v1/{kind}?limit=1&release={release}").json["meta"]["total"])

    cells = curated.get(f"/v1/matrix?as_of=2026-01-01&release={release}").json["data"]
    assert (
        len(cells) == len({cell["id"] for cell in cells}) == total("parties") * total("provisions")
    )
    assert [cell["id"] for cell in cells if not cell["answer"] or not cell["answer_label"]] == []
    coded = [cell for cell in cells if cell["state"] == "coded"]
    assert {cell["answer"] for cell in cells if cell not in coded} == {"none_found", "not_coded"}
    assert [cell["stance"] for cell in coded] == [cell["answer"] for cell in coded]


def test_what_stands_in_the_cells_are_the_standing_positions(curated: FlaskClient) -> None:
    cells = curated.get("/v1/matrix?as_of=2025-03-13").json["data"]
    held = [id for cell in cells for id in [cell["position"], *cell["others"]] if id]
    standing = curated.get("/v1/positions.csv?as_of=2025-03-13&fields=id").text.split()[1:]
    assert sorted(held) == sorted(standing)
    assert (
        sum(cell["other_count"] for cell in cells) == sum(len(cell["others"]) for cell in cells) > 0
    )


def test_a_minister_comes_before_a_spokeswoman(curated: FlaskClient) -> None:
    """Though she spoke a week later."""
    (cell,) = curated.get(f"/v1/matrix?{TROOPS}").json["data"]
    assert cell["position"] == "russia-foreign-troops-in-ukraine-2025-03-06"
    assert cell["others"] == ["russia-foreign-troops-in-ukraine-2025-03-13"]
    assert (cell["authority"], cell["speaker"]) == ("minister", "sergey-lavrov")


@pytest.mark.parametrize("release", ["1.0.0", "draft"])
def test_agreement_has_labels_in_a_release_whose_codebook_lacks_it(
    curated: FlaskClient, release: str
) -> None:
    body = curated.get(
        f"/v1/agreement?party=russia,ukraine&release={release}&as_of=2026-01-01"
    ).json
    pairs: list[dict[str, Any]] = body["data"]
    assert {pair["agreement"] for pair in pairs} == set(AGREEMENTS)
    assert [pair["agreement_label"] for pair in pairs] == [pair["agreement"] for pair in pairs]
