"""The dashboard of Grafana: every query is answered, every selector found in the answer."""

import json
import re
import subprocess
import urllib.request
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.examples.asking import EXAMPLES, USUAL, asked
from tests.running import installed

PACKAGES = Path(__file__).parent / "npm"
DASHBOARD: dict[str, Any] = json.loads((EXAMPLES / "grafana.json").read_text(encoding="utf-8"))
VARIABLES = {one["name"]: one for one in DASHBOARD["templating"]["list"]}
PANELS = {panel["title"]: panel for panel in DASHBOARD["panels"]}
ASKING = {
    name: one["query"]["infinityQuery"] for name, one in VARIABLES.items() if one["type"] == "query"
}
QUERIES = [pytest.param(query, id=name) for name, query in ASKING.items()] + [
    pytest.param(target, id=title) for title, panel in PANELS.items() for target in panel["targets"]
]
ALL_PANELS = [pytest.param(panel, id=title) for title, panel in PANELS.items()]
GROUPED = [
    title
    for title, panel in PANELS.items()
    if panel["transformations"][0]["id"] == "groupingToMatrix"
]
PLAIN = """
import type { Dashboard } from "@grafana/schema";
type Plain<T> = T extends string ? `${T}` : T extends object ? { [K in keyof T]: Plain<T[K]> } : T;
export const dashboard: Plain<Dashboard> = """
KINDS = {"string": (str,), "number": (int, float)}


def is_of(kind: str, value: Any) -> bool:
    """Tell whether a value is of a type of column."""
    if kind == "timestamp":
        return bool(value == str(date.fromisoformat(value)))
    return type(value) in KINDS[kind]


def value_of(name: str, form: str | None, server: str) -> str:
    """Return what a variable stands for when the dashboard opens."""
    if name in ("__from", "__to"):
        assert form == "date:YYYY-MM-DD"
        told = DASHBOARD["time"][name.strip("_")]
        return str(date.today() - timedelta(days=1)) if told == "now-1d" else str(told[:10])
    value = VARIABLES[name]["current"]["value"]
    assert isinstance(value, str) or form == "csv"
    return (value if isinstance(value, str) else ",".join(value)).replace(USUAL, server)


def interpolated(text: str, server: str) -> str:
    return re.sub(
        r"\$\{(\w+)(?::([^}]+))?\}", lambda match: value_of(*match.groups(), server), text
    )


def answer(query: dict[str, Any], server: str) -> dict[str, Any]:
    """Ask as the plugin does: the parameters are encoded and put behind the address."""
    parameters = {
        one["key"]: interpolated(one["value"], server) for one in query["url_options"]["params"]
    }
    return asked(interpolated(query["url"], server), **parameters)


def selected(value: Any, selector: str) -> Any:
    """Follow a path of GJSON without wildcards: names and positions, joined by dots."""
    for step in selector.split("."):
        value = value[int(step)] if isinstance(value, list) else value[step]
    return value


def texts(panel: dict[str, Any]) -> set[str]:
    return {column["text"] for target in panel["targets"] for column in target["columns"]}


@pytest.mark.parametrize("query", QUERIES)
def test_a_query_is_of_the_plugin(query: dict[str, Any]) -> None:
    assert (query["type"], query["parser"], query["source"]) == ("json", "backend", "url")
    assert (query["format"], query["url_options"]["method"]) == ("table", "GET")
    assert query["datasource"] == {"type": "yesoreyeram-infinity-datasource", "uid": "${infinity}"}
    assert VARIABLES["infinity"]["query"] == query["datasource"]["type"]
    assert query["url"].startswith("${parley}/v1/")


@pytest.mark.parametrize("query", QUERIES)
def test_every_column_is_found(server: str, query: dict[str, Any]) -> None:
    rows = selected(answer(query, server), query["root_selector"])
    assert rows
    for column in query["columns"]:
        known = [value for row in rows if (value := selected(row, column["selector"])) is not None]
        assert known, column
        assert all(is_of(column["type"], value) for value in known), column


@pytest.mark.parametrize("name", ASKING)
def test_a_variable_offers_all_and_opens_on_some(server: str, name: str) -> None:
    told = answer(ASKING[name], server)
    names = {row["id"]: row["name"] for row in told["data"]}
    current = VARIABLES[name]["current"]
    assert told["links"]["next"] is None
    assert [names[value] for value in current["value"]] == current["text"]
    assert [column["text"] for column in ASKING[name]["columns"]] == ["__text", "__value"]


def test_stances_are_named_and_coloured_as_in_the_codebook(server: str) -> None:
    vocabularies = asked(f"{server}/v1/codebook")["data"]["vocabularies"]
    known = {
        one["id"]: {value["id"]: value["label"] for value in one["values"]} for one in vocabularies
    }
    answers = known["stance"] | known["coverage_state"]
    (mapping,) = DASHBOARD["panels"][0]["fieldConfig"]["defaults"]["mappings"]
    told = {value: shown["text"] for value, shown in mapping["options"].items()}
    assert told == {value: label for value, label in answers.items() if value != "coded"}


@pytest.mark.parametrize("title", GROUPED)
def test_a_cell_of_a_grouped_table_has_one_value(server: str, title: str) -> None:
    panel = PANELS[title]
    (query,), options = panel["targets"], panel["transformations"][0]["options"]
    selectors = {column["text"]: column["selector"] for column in query["columns"]}
    row, column, value = (options[f"{kind}Field"] for kind in ("row", "column", "value"))
    told = answer(query, server)
    places = [(one[selectors[row]], one[selectors[column]]) for one in told["data"]]
    assert value in selectors
    assert len(places) == len(set(places))
    assert told["links"]["next"] is None
    assert json.dumps(f"{row}\\{column}") in json.dumps(panel)


@pytest.mark.parametrize("panel", ALL_PANELS)
def test_what_a_panel_names_are_its_columns(panel: dict[str, Any]) -> None:
    transformation = panel["transformations"][0]
    if transformation["id"] == "organize":
        named = {override["matcher"]["options"] for override in panel["fieldConfig"]["overrides"]}
        assert set(transformation["options"]["indexByName"]) == texts(panel) >= named


def test_links_lead_to_citations(server: str) -> None:
    panel = PANELS["The latest 200 positions in the range"]
    (query,) = panel["targets"]
    selectors = {column["text"]: column["selector"] for column in query["columns"]}
    row = answer(query, server)["data"][0]
    templates = re.findall(r'"url": "(\$\{parley\}/[^"]+)"', json.dumps(panel["fieldConfig"]))
    assert len(templates) == 3
    for template in templates:
        filled = re.sub(
            r"\$\{__data\.fields\.(\w+)\}",
            lambda field: str(selected(row, selectors[field[1]])),
            template,
        )
        with urllib.request.urlopen(interpolated(filled, server)) as response:
            assert response.status == 200


def test_panels_do_not_overlap() -> None:
    places = [
        (x, y)
        for panel in DASHBOARD["panels"]
        for x in range(panel["gridPos"]["x"], panel["gridPos"]["x"] + panel["gridPos"]["w"])
        for y in range(panel["gridPos"]["y"], panel["gridPos"]["y"] + panel["gridPos"]["h"])
    ]
    assert len(places) == len(set(places))
    assert max(x for x, _ in places) == 23


def test_the_file_is_of_grafanas_types(npm: Path, tmp_path: Path) -> None:
    packages = installed(npm, PACKAGES, tmp_path)
    (tmp_path / "dashboard.ts").write_text(PLAIN + json.dumps(DASHBOARD) + ";\n", encoding="utf-8")
    options = [
        "--noEmit",
        "--strict",
        "--skipLibCheck",
        "--module",
        "nodenext",
        "--target",
        "es2022",
    ]
    done = subprocess.run(
        [packages / ".bin" / "tsc", *options, "dashboard.ts"],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.stdout == ""
    assert done.returncode == 0
