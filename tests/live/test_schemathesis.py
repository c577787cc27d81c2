"""Schemathesis holds the running server to the document, with all its checks.

It cannot guess which parties or cursors exist, so it reads the document with the ids of the dataset
written into it; cursors are walked in `test_server`.
"""

import json
import os
import subprocess
import sys
import urllib.request
from pathlib import Path
from typing import Any

from api import ROOT
from schemas.agreement import AgreementQuery
from schemas.changes import ChangesQuery, DiffQuery
from schemas.fields import Reference
from schemas.groups import GroupsQuery
from schemas.kinds import QUERIES
from schemas.matrix import MatrixQuery
from schemas.parameters import AnyOf
from schemas.queries import Query
from schemas.timeline import TimelineQuery

FILES = ["SHA256SUMS", "parties.csv", "parties.parquet", "dcat.jsonld"]
LISTS: dict[str, Query] = {
    **QUERIES,
    "timeline": TimelineQuery(),
    "diff": DiffQuery(),
    "changes": ChangesQuery(),
    "matrix": MatrixQuery(),
    "agreement": AgreementQuery(),
    "stats": GroupsQuery(),
}


def ids(server: str, kind: str) -> list[str]:
    with urllib.request.urlopen(f"{server}/v1/{kind}?limit=200&fields=id") as response:
        return [record["id"] for record in json.load(response)["data"]]


def knowing(document: dict[str, Any], server: str) -> dict[str, Any]:
    """Return the document with the values that references may have."""
    for path, item in document["paths"].items():
        kind = path.split("/")[2] if path.count("/") > 1 else ""
        operation = item["get"]
        operation["parameters"] = [
            parameter for parameter in operation["parameters"] if parameter["name"] != "cursor"
        ]
        for parameter in operation["parameters"]:
            field = LISTS[kind].fields.get(parameter["name"]) if kind in LISTS else None
            if isinstance(field, AnyOf) and isinstance(field.inner, Reference):
                parameter["schema"]["items"]["enum"] = ids(server, field.inner.target)
        for parameter in item.get("parameters", []):
            if kind in QUERIES:
                named = parameter["name"] == "name"
                parameter["schema"]["enum"] = FILES if named else ids(server, kind)
    return document


def test_the_server_does_what_the_document_says(server: str, tmp_path: Path) -> None:
    with urllib.request.urlopen(f"{server}/openapi.json") as response:
        document = knowing(json.load(response), server)
    (tmp_path / "document.json").write_text(json.dumps(document), encoding="utf-8")
    command = [str(Path(sys.executable).parent / "schemathesis"), "--no-color", "run"]
    options = ["--checks", "all", "--generation-deterministic", "--max-examples", "20"]
    done = subprocess.run(
        [*command, str(tmp_path / "document.json"), "--url", server, *options],
        cwd=tmp_path,
        env=os.environ
        | {"SCHEMATHESIS_HOOKS": "tests.live.schemathesis_hooks", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    print(done.stdout[-8000:])
    assert done.returncode == 0
    assert f"Tested: {len(document['paths'])}" in done.stdout
