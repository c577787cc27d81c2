"""A client generated from the document by openapi-python-client reads every endpoint."""

import importlib
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml

from api import ROOT

DOCUMENT: dict[str, Any] = yaml.safe_load((ROOT / "openapi.yaml").read_text(encoding="utf-8"))
OPERATIONS = {
    operation["operationId"]: operation["tags"][0]
    for path in DOCUMENT["paths"].values()
    for operation in [path["get"]]
}
IDS = {
    "get_coverage": "russia.nato",
    "get_party": "russia",
    "get_speaker": "vladimir-putin",
    "get_issue": "nato",
    "get_provision": "foreign-troops-in-ukraine",
    "get_event": "jeddah-talks-2025-03-11",
    "get_source": "reuters-2025-03-14-kursk-surrender-reprint",
    "get_release": "1.0.0",
    "get_position": "russia-foreign-troops-in-ukraine-2025-03-13",
}
PARAMETERS = {
    "get_json_schema": {"kind": "positions"},
    "get_diff": {"from_": "latest", "to": "draft"},
    "get_agreement": {"party": ["russia", "ukraine"]},
    "list_stats": {"group_by": ["party", "year"]},
    "get_position_history": {"id": "ukraine-ukraine-neutral-2025-03-20"},
    "get_position_citation": {"id": "ukraine-ukraine-neutral-2025-03-20"},
}


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The name of the generated package, importable."""
    folder = tmp_path_factory.mktemp("client")
    (folder / "config.yaml").write_text("post_hooks: []\n", encoding="utf-8")
    command = [str(Path(sys.executable).parent / "openapi-python-client"), "generate"]
    paths = ["--path", str(ROOT / "openapi.yaml"), "--output-path", str(folder / "parley_client")]
    done = subprocess.run(
        [*command, *paths, "--meta", "none", "--fail-on-warning", "--config", str(folder / "config.yaml")],
        cwd=folder, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert "arning" not in done.stdout + done.stderr
    sys.path.insert(0, str(folder))
    return "parley_client"


def module(package: str, operation: str) -> ModuleType:
    return importlib.import_module(f"{package}.api.{OPERATIONS[operation]}.{operation}")


@pytest.fixture(scope="module")
def client(package: str, server: str) -> Iterator[Any]:
    """A generated client of the server."""
    with importlib.import_module(package).Client(base_url=server) as client:
        yield client


@pytest.mark.parametrize("operation", OPERATIONS)
def test_every_endpoint_is_read(package: str, client: Any, operation: str) -> None:
    arguments = {"id": IDS[operation]} if operation in IDS else PARAMETERS.get(operation, {})
    if operation == "list_stats":
        choice = importlib.import_module(f"{package}.models").ListStatsGroupByItem
        arguments = {"group_by": [choice(group) for group in arguments["group_by"]]}
    parsed = module(package, operation).sync(client=client, **arguments)
    if operation.startswith("list_"):
        assert len(parsed.data) > 0
        assert parsed.meta.total >= len(parsed.data)
    elif operation in IDS:
        assert parsed.data.id == IDS[operation]
    else:
        assert type(parsed).__name__ in (
            "IndexResponse",
            "CodebookResponse",
            "Health",
            "JsonSchema",
            "ReliabilityResponse",
            "DayList",
            "PositionList",
            "ChangeList",
            "CellList",
            "PairList",
            "Linkset",
            "str",
        )


def test_filters_and_failures_are_typed(package: str, client: Any) -> None:
    ask = module(package, "list_positions").sync
    filters = {"party": ["russia"], "issue": ["peacekeepers", "elections"]}
    found = ask(client=client, **filters, said_to="2025-03-14", limit=1)
    assert len(found.data) == 1
    assert 1 < found.meta.total < ask(client=client, **filters).meta.total
    problem = ask(client=client, party=["rusia"])
    assert type(problem).__name__ == "Problem"
    assert problem.errors[0].name == "party"
