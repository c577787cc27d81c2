"""The recipe for spreadsheets: its addresses answer, with the columns that it names."""

import csv
import io
import re
import subprocess
import urllib.request
from datetime import date
from pathlib import Path
from urllib.parse import urlencode

import openpyxl
import pytest

from tests.examples.asking import EXAMPLES, USUAL
from tests.running import installed

PACKAGES = Path(__file__).parent / "npm"
RECIPE = (EXAMPLES / "spreadsheet.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^## (.+?)\n(.*?)(?=^## |\Z)", RECIPE, re.MULTILINE | re.DOTALL))
GOOGLE = SECTIONS["Google Sheets: IMPORTDATA"]
LIBRE = SECTIONS["LibreOffice Calc"]
BOOK = SECTIONS["The whole release as a workbook"]
SCRIPTS = re.findall(r"```m\n(.*?)```", RECIPE, re.DOTALL)
FORMULAS = re.findall(r"```text\n=IMPORTDATA\((.*?), \",\", \"en_US\"\)\n```", RECIPE)
CELLS = dict(re.findall(r"^\| ([A-Z]\d) \| `'?([^`]+)` \|$", RECIPE, re.MULTILINE))
PARSES = """
import parser from "@microsoft/powerquery-parser";
import { readFileSync } from "node:fs";
const task = await parser.TaskUtils.tryLexParse(parser.DefaultSettings, readFileSync(0, "utf8"));
if (!parser.TaskUtils.isParseStageOk(task)) throw task.error;
"""


def table(address: str, server: str) -> list[dict[str, str]]:
    """Return the rows of the CSV at an address."""
    with urllib.request.urlopen(address.replace(USUAL, server)) as response:
        assert response.headers["Content-Type"].startswith("text/csv")
        return list(csv.DictReader(io.TextIOWrapper(response, encoding="utf-8", newline="")))


def is_day(text: str) -> bool:
    return text == "" or bool(date.fromisoformat(text))


def address_of(script: str) -> str:
    """Return what `Web.Contents` asks for: server, path and query, whose values are variables or texts."""
    known = dict(re.findall(r'^    (\w+) = "([^"]*)",$', script, re.MULTILINE))
    year, month, day = re.findall(r"Day = #date\((\d+), (\d+), (\d+)\)", script)[0]
    known["Date.ToText(Day"] = str(date(int(year), int(month), int(day)))
    path = re.findall(r'RelativePath = "([^"]+)"', script)[0]
    asked = re.findall(r'(\w+) = ([\w.(]+|"[^"]*")', re.findall(r"Query = \[(.+)\]", script)[0])
    query = {name: known.get(value, value.strip('"')) for name, value in asked}
    return f"{known['Server']}/{path}?{urlencode(query)}"


def address_in(formula: str) -> str:
    """Return what a formula joins: texts and cells."""
    parts = re.findall(r'"([^"]*)"|([A-Z]\d)', formula)
    return "".join(text or CELLS[cell] for text, cell in parts)


@pytest.mark.parametrize("script", SCRIPTS, ids=["matrix", "positions"])
def test_power_query_finds_its_columns(server: str, script: str) -> None:
    rows = table(address_of(script), server)
    named = set(re.findall(r'"([a-z_]+)"', script.partition("Named = ")[2]))
    assert rows
    assert named <= set(rows[0])
    for column in re.findall(r'\{"(\w+)", type date\}', script):
        assert all(is_day(row[column]) for row in rows)
    for column in re.findall(r'\{"(\w+)", Int64.Type\}', script):
        assert all(row[column].isdecimal() for row in rows)


@pytest.mark.parametrize("script", SCRIPTS, ids=["matrix", "positions"])
def test_columns_that_may_be_empty_are_made_null(server: str, script: str) -> None:
    days = re.findall(r'\{"(\w+)", type date\}', script)
    emptied = re.findall(r"Replacer.ReplaceValue, \{(.+)\}\)", script)
    positions = table(f"{server}/v1/positions.csv", server)
    may_be_empty = {day for day in days if any(row[day] == "" for row in positions)}
    assert may_be_empty == set(re.findall(r'"(\w+)"', "".join(emptied)))


def test_power_query_is_well_formed(npm: Path, tmp_path: Path) -> None:
    installed(npm, PACKAGES, tmp_path)
    (tmp_path / "parses.mjs").write_text(PARSES, encoding="utf-8")
    assert len(SCRIPTS) == 2
    for script in [*SCRIPTS, "let wrong in"]:
        done = subprocess.run(["node", "parses.mjs"], cwd=tmp_path, input=script, capture_output=True, text=True, check=False)  # fmt: skip
        assert (done.returncode == 0) == (script in SCRIPTS), done.stderr


@pytest.mark.parametrize(
    ("formula", "columns"), [(FORMULAS[0], "matrix"), (FORMULAS[1], "positions")]
)
def test_a_formula_finds_its_columns(server: str, formula: str, columns: str) -> None:
    told = {
        "matrix": re.findall(
            r"`([a-z_]+)`", GOOGLE.partition("gives the matrix")[2].partition("\n\n")[0]
        ),
        "positions": re.findall(r"such as `([a-z_.]+)`", GOOGLE),
    }
    rows = table(address_in(formula), server)
    assert rows
    assert told[columns]
    assert set(told[columns]) <= set(rows[0])


def test_calc_finds_its_columns(server: str) -> None:
    (address,) = re.findall(rf"`({USUAL}[^`]+)`", LIBRE)
    days = re.findall(r"`([a-z]+_[a-z_]+)`", LIBRE)
    rows = table(address, server)
    assert days == ["said_on_earliest", "said_on_latest", "superseded_on"]
    assert all(is_day(row[day]) for row in rows for day in days)
    assert len(rows) > 10


def test_the_workbook_has_its_sheets(server: str) -> None:
    (address,) = re.findall(r"<(.+xlsx)>", BOOK)
    with urllib.request.urlopen(address.replace(USUAL, server)) as response:
        book = openpyxl.load_workbook(io.BytesIO(response.read()), read_only=True)
    told = re.findall(r"`([a-z_]+)`", BOOK)
    assert len(told) == 4
    assert set(told) <= set(book.sheetnames)
    book.close()
