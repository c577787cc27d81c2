"""The JSON Schemas: committed, named by the files, and as strict as the checker is on form."""

import os
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from flask.testing import FlaskClient

from api import ROOT
from api.dataset.layout import files
from api.http import json_schemas
from schemas.kinds import WRITTEN_ALONE, WRITTEN_AS_LIST

KINDS = (*WRITTEN_ALONE, *WRITTEN_AS_LIST)
FOLDER = ROOT / "schemas" / "json"
FILES = files(ROOT / "data")[0]


class Editor(yaml.SafeLoader):
    """Reads YAML as editors do, by its core schema: numbers and booleans, but no dates."""


Editor.yaml_implicit_resolvers = {
    first: [(tag, form) for tag, form in resolvers if not tag.endswith(":timestamp")]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


@cache
def validator(kind: str) -> jsonschema.Draft202012Validator:
    from wsgi import app

    with app.app_context():
        schema = json_schemas.json_schema(kind)
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


@pytest.mark.parametrize("kind", KINDS)
def test_the_committed_schema_is_current(kind: str) -> None:
    from wsgi import app

    committed = (FOLDER / f"{kind}.schema.json").read_text(encoding="utf-8")
    with app.app_context():
        current = committed == json_schemas.render(kind)
    assert current, "schemas/json is out of date: run `make generated`"


def test_nothing_else_is_committed() -> None:
    assert {path.name for path in FOLDER.iterdir()} == {f"{kind}.schema.json" for kind in KINDS}


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.path.relative_to(ROOT)))
def test_a_curated_file_names_its_schema_and_fits_it(file: Any) -> None:
    head = file.path.read_text(encoding="utf-8").splitlines()[0]
    place = os.path.relpath(FOLDER / f"{file.kind}.schema.json", file.path.parent)
    assert head == f"# yaml-language-server: $schema={Path(place).as_posix()}"
    validator(file.kind).validate(yaml.load(file.path.read_bytes(), Editor))


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("parties", [{"id": "a", "name": "A", "kind": "state", "role": "fighter"}]),
        ("parties", [{"id": "a", "name": "A", "kind": "state"}]),
        ("parties", [{"id": "A b", "name": "A", "kind": "state", "role": "observer"}]),
        ("parties", [{"id": "a", "name": "A", "kind": "state", "role": "observer", "nmae": "A"}]),
        ("parties", [{"id": "a", "name": "", "kind": "state", "role": "observer"}]),
        (
            "parties",
            [{"id": "a", "name": "A", "kind": "state", "role": "observer", "role_label": "x"}],
        ),
        ("errata", [{"id": "a", "kind": "position", "record": "b", "reason": "Wrong."}]),
        ("errata", [{"id": "a", "kind": "positions", "record": "b"}]),
        ("parties", {"id": "a"}),
        ("sources", [{}]),
        ("positions", [{}]),
    ],
)
def test_what_the_checker_refuses_an_editor_marks(kind: str, data: Any) -> None:
    assert list(validator(kind).iter_errors(data))


def test_a_schema_is_served(client: FlaskClient) -> None:
    response = client.get("/v1/schemas/positions")
    assert response.json["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert response.json["$defs"]["Record"]["properties"]["summary"]["maxLength"] == 240
    assert client.get("/v1/schemas/position").json["detail"] == (
        "There is no kind of file 'position'; did you mean 'positions'?"
    )
