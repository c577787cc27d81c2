"""The notebook, executed in a kernel of its own: its charts hold what the API says."""

import json
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

from tests.examples.asking import EXAMPLES, asked

NOTEBOOK = nbformat.read(EXAMPLES / "notebook.ipynb", as_version=4)
TELL = "import json; print(json.dumps([matrix_chart.to_dict(), timeline_chart.to_dict()]))"
SCOPE = {"party": "russia,ukraine,united-states", "issue": "peacekeepers", "release": "2.0.0"}
NOWHERE = "http://127.0.0.1:9"


@pytest.fixture(scope="module")
def charts(server: str) -> list[dict[str, Any]]:
    """The two charts as Vega-Lite, drawn where no host but this one is found."""
    notebook = nbformat.from_dict(
        {**NOTEBOOK, "cells": [*NOTEBOOK.cells, nbformat.v4.new_code_cell(TELL)]}
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PARLEY_URL", server)
        patch.setenv("http_proxy", NOWHERE)
        patch.setenv("https_proxy", NOWHERE)
        patch.setenv("no_proxy", "127.0.0.1")
        NotebookClient(notebook, timeout=300, kernel_name="python3").execute()
    specs: list[dict[str, Any]] = json.loads(notebook.cells[-1].outputs[0].text)
    return specs


def rows(chart: dict[str, Any]) -> list[dict[str, Any]]:
    (drawn,) = chart["datasets"].values()
    return list(drawn)


def tooltips(chart: dict[str, Any]) -> set[str]:
    return {shown["field"] for layer in chart["layer"] for shown in layer["encoding"]["tooltip"]}


def sources(position: dict[str, Any]) -> str:
    titles = [citation["source_label"] for citation in position["citations"]]
    return " | ".join(titles)


def positions(server: str) -> list[dict[str, Any]]:
    answer = asked(f"{server}/v1/positions", **SCOPE, sort="said_on", limit="200")
    assert answer["links"]["next"] is None
    return list(answer["data"])


def test_it_is_committed_without_outputs() -> None:
    nbformat.validate(NOTEBOOK)
    code = [cell for cell in NOTEBOOK.cells if cell.cell_type == "code"]
    assert [cell for cell in code if cell.outputs or cell.execution_count] == []
    assert len(code) == 4


def test_the_matrix_is_that_of_the_api(server: str, charts: list[dict[str, Any]]) -> None:
    members = ("provision_label", "party_label", "answer_label", "direction", "said_on", "position")
    cells = asked(f"{server}/v1/matrix", **SCOPE, as_of="2025-03-13")["data"]
    drawn = [tuple(row[member] for member in members) for row in rows(charts[0])]
    assert drawn == [tuple(cell[member] for member in members) for cell in cells]
    assert {row["direction"] for row in rows(charts[0])} > {"for", "against", None}


def test_a_cell_tells_its_day_and_source(server: str, charts: list[dict[str, Any]]) -> None:
    told = {position["id"]: sources(position) for position in positions(server)}
    cells = [row for row in rows(charts[0]) if row["position"]]
    assert {"said_on", "source", "summary"} <= tooltips(charts[0])
    assert [cell["source"] for cell in cells] == [told[cell["position"]] for cell in cells]
    assert cells[0]["page"] == f"{server}/positions/{cells[0]['position']}"


def test_the_timeline_is_that_of_the_api(server: str, charts: list[dict[str, Any]]) -> None:
    expected = [
        (one["id"], one["party_label"], one["direction"], one["said_on_latest"], sources(one))
        for one in positions(server)
    ]
    drawn = [
        (row["id"], row["party_label"], row["direction"], row["said_on_latest"][:10], row["source"])
        for row in rows(charts[1])
    ]
    assert drawn == expected
    assert {"said_on", "source", "summary"} <= tooltips(charts[1]["spec"] | {"datasets": {}})


@pytest.mark.parametrize("number", [0, 1])
def test_colours_are_of_every_direction(
    server: str, charts: list[dict[str, Any]], number: int
) -> None:
    codebook = asked(f"{server}/v1/codebook")["data"]
    (known,) = [one["values"] for one in codebook["vocabularies"] if one["id"] == "direction"]
    layers = charts[number].get("layer") or charts[number]["spec"]["layer"]
    assert layers[0]["encoding"]["color"]["scale"]["domain"] == [value["id"] for value in known]
