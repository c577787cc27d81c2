"""The document: committed, valid, complete, and about what is served."""

import subprocess
import sys
from typing import Any

import jsonschema
import pytest
import yaml
from flask.testing import FlaskClient
from openapi_spec_validator import validate

from api import ROOT
from api.exports.files import MEDIA_TYPES
from schemas.base import LASTING

COMMITTED = ROOT / "openapi.yaml"
DOCUMENT: dict[str, Any] = yaml.safe_load(COMMITTED.read_text(encoding="utf-8"))
OPERATIONS = {path: item["get"] for path, item in DOCUMENT["paths"].items()}
FILES = [path for path in OPERATIONS if path.endswith("{name}")]
ANSWERS = [path for path in OPERATIONS if path not in FILES]
COMPONENTS = DOCUMENT["components"]
IDS = {
    "parties": "north", "speakers": "ada-lind", "issues": "strait", "provisions": "open-strait",
    "coverage": "south.truce", "events": "first-round", "sources": "gazette-first-round", "positions": "south-open-strait",
}  # fmt: skip


COMPARES = ("/v1/diff",)
NEEDED = {
    "/v1/diff": "from=latest&to=draft",
    "/v1/agreement": "party=north,south",
    "/v1/stats": "group_by=party",
}
PICTURES = ["image/svg+xml", "image/png"]
TOO_LONG = ["/v1/releases", "/v1/diff"]


def address(path: str) -> str:
    path = path.replace("{kind}", "positions").replace(
        "{id}/files/{name}", "1.0.0/files/SHA256SUMS"
    )
    return path.replace("{id}", IDS.get(path.split("/")[2] if path.count("/") > 2 else "", ""))


def written(seed: str) -> str:
    code = "from wsgi import app\nfrom api.http.docs import render\nwith app.app_context(): print(render(), end='')"
    environment = {"PYTHONHASHSEED": seed, "PATH": ""}
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


@pytest.mark.parametrize("seed", ["0", "1"])
def test_openapi_yaml_is_current(seed: str) -> None:
    current = COMMITTED.read_text(encoding="utf-8") == written(seed)
    assert current, "openapi.yaml is out of date: run `make generated`"


def test_the_document_is_valid() -> None:
    validate(DOCUMENT)
    assert DOCUMENT["openapi"] == "3.1.0"


@pytest.mark.parametrize("path", OPERATIONS)
def test_every_operation_is_described(path: str) -> None:
    operation = OPERATIONS[path]
    assert operation["operationId"]
    assert operation["summary"].endswith(".")
    assert len(operation["description"]) > 20
    assert {"200", "400", "414", "default"} <= set(operation["responses"])
    assert ("404" in operation["responses"]) == (
        "{" in path or path in ("/v1/reliability", "/v1/diff")
    )
    for parameter in [*operation["parameters"], *DOCUMENT["paths"][path].get("parameters", [])]:
        assert parameter["description"]


@pytest.mark.parametrize("path", OPERATIONS)
def test_it_is_told_where_an_old_id_leads(path: str) -> None:
    led = OPERATIONS[path]["responses"].get("308", {"headers": {}})
    lasting = "{id}" in path and path.split("/")[2] in LASTING
    assert list(led["headers"]) == (["Location"] if lasting else [])


@pytest.mark.parametrize("path", ANSWERS)
def test_every_answer_has_an_example(path: str) -> None:
    responses = OPERATIONS[path]["responses"]
    for mimetype, content in responses["200"]["content"].items():
        too_long = path in TOO_LONG and mimetype != "application/json"
        assert content.get("example") or too_long or mimetype in PICTURES
    assert "406" in responses


@pytest.mark.parametrize("path", FILES)
def test_files_are_told_by_media_type(path: str) -> None:
    responses = OPERATIONS[path]["responses"]
    for status in ("200", "206"):
        assert set(responses[status]["content"]) == set(MEDIA_TYPES.values())
    assert set(responses["200"]["headers"]) == {"ETag", "Repr-Digest", "Content-Disposition"}
    assert {"304", "416", "503"} <= set(responses)


def test_operation_ids_are_unique() -> None:
    ids = [operation["operationId"] for operation in OPERATIONS.values()]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("path", ANSWERS)
def test_examples_fit_their_schemas(path: str) -> None:
    for content in OPERATIONS[path]["responses"]["200"]["content"].values():
        whole = content["schema"] | {"components": COMPONENTS}
        if "example" in content:
            jsonschema.Draft202012Validator(whole).validate(content["example"])


@pytest.mark.parametrize("name", COMPONENTS["schemas"])
def test_schemas_are_described_open_and_used(name: str) -> None:
    schema = COMPONENTS["schemas"][name]
    assert schema["description"]
    assert "additionalProperties" not in schema
    assert f"#/components/schemas/{name}'" in COMMITTED.read_text(encoding="utf-8")


@pytest.mark.parametrize("code", ["stance", "attribution", "authority", "direction"])
def test_codes_are_those_of_the_codebook(code: str) -> None:
    codebook = yaml.safe_load((ROOT / "data" / "codebook.yaml").read_text(encoding="utf-8"))
    vocabularies = {
        one["id"]: [value["id"] for value in one["values"]] for one in codebook["vocabularies"]
    }
    property = COMPONENTS["schemas"]["Position"]["properties"][code]
    assert [value for value in property["enum"] if value] == vocabularies[code]


@pytest.mark.parametrize("path", [path for path in ANSWERS if path not in COMPARES])
def test_every_address_answers_as_documented(client: FlaskClient, path: str) -> None:
    response = client.get(address(path), query_string=NEEDED.get(path, ""))
    assert response.status_code == 200, response.text


@pytest.mark.parametrize("path", OPERATIONS)
def test_unknown_parameters_are_refused(client: FlaskClient, path: str) -> None:
    response = client.get(address(path), query_string=f"{NEEDED.get(path, '')}&nonsense=1")
    assert response.status_code == 400
    assert [error["name"] for error in response.json["errors"]] == ["nonsense"]


@pytest.mark.parametrize(
    "path", [path for path in OPERATIONS if path.endswith("{id}") and "releases" not in path]
)
def test_one_record_has_all_its_members(client: FlaskClient, path: str) -> None:
    name = COMPONENTS["schemas"][OPERATIONS[path]["operationId"].removeprefix("get_").title()]
    assert set(client.get(address(path)).json["data"]) == set(name["properties"])


@pytest.mark.parametrize(
    ("path", "mimetypes"),
    [
        ("/v1/codebook", ["application/json"]),
        ("/v1/positions", ["application/json", "text/csv", "application/x-ndjson"]),
        ("/v1/matrix", ["application/json", "text/csv", "application/x-ndjson", *PICTURES]),
        ("/v1/timeline", ["application/json", *PICTURES]),
        ("/v1/agreement", ["application/json", "text/csv", "application/x-ndjson"]),
        ("/v1/stats", ["application/json", "text/csv", "application/x-ndjson"]),
        ("/v1/citation", ["text/plain", "application/x-bibtex", "application/x-research-info-systems", "application/vnd.citationstyles.csl+json"]),
        ("/v1/positions/{id}/citation", ["text/plain", "application/x-bibtex", "application/x-research-info-systems", "application/vnd.citationstyles.csl+json"]),
        ("/llms.txt", ["text/plain"]),
        ("/.well-known/api-catalog", ["application/linkset+json"]),
    ],
)  # fmt: skip
def test_every_format_is_documented_the_usual_one_first(path: str, mimetypes: list[str]) -> None:
    assert list(OPERATIONS[path]["responses"]["200"]["content"]) == mimetypes


def test_what_is_served_is_documented(client: FlaskClient) -> None:
    served = {
        rule.rule.replace("<", "{").replace(">", "}")
        for rule in client.application.url_map.iter_rules()
        if rule.endpoint.partition(".")[0]
        not in ("docs", "pages", "embeds", "oembed", "metrics", "static")
        and "suffix" not in rule.arguments
    }
    assert served == set(OPERATIONS)


def test_the_served_document_is_the_committed_one() -> None:
    from wsgi import app

    assert app.test_client().get("/openapi.json").json == DOCUMENT


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("/v1/matrix", "/v1/matrix?as_of=2025-03-13&party=russia&provision=foreign-troops-in-ukraine"),
        ("/v1/agreement", "/v1/agreement?as_of=2025-03-13&party=russia,ukraine&provision=foreign-troops-in-ukraine"),
        ("/v1/stats", "/v1/stats?group_by=party,stance&limit=1"),
    ],
)  # fmt: skip
def test_what_compares_has_a_real_example_of_a_fixed_day(path: str, address: str) -> None:
    example = OPERATIONS[path]["responses"]["200"]["content"]["application/json"]["example"]
    assert example["links"]["self"] == address
    assert len(example["data"]) == 1


def test_only_agreement_counts_pairs() -> None:
    counting = [
        name
        for name, shape in COMPONENTS["schemas"].items()
        if "pairs" in shape.get("properties", {})
    ]
    assert counting == ["AgreementMeta"]
    assert "pairs" in COMPONENTS["schemas"]["AgreementMeta"]["required"]
