"""All records of a release, opened by what people open such files with."""

import csv
import json
import sqlite3
import zipfile
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pandas
import pytest
from pyarrow import parquet

from api.exports.tables import TABLES, Table
from schemas.kinds import SCHEMAS
from tests.exports.conftest import FORMULA, LISTS, RELEASE, Downloaded

NAMES = [table.name for table in TABLES]


def expected(downloaded: Downloaded, table: Table) -> int:
    """How many rows a table has, by what the API answers."""
    if table.member is None:
        return downloaded.total(table.kind)
    return sum(len(record[table.member]) for record in downloaded.records(table.kind).values())


def database(downloaded: Downloaded) -> sqlite3.Connection:
    return sqlite3.connect(downloaded.folder / "parley.sqlite")


def test_the_object_holds_what_the_api_answers(downloaded: Downloaded) -> None:
    whole = json.loads((downloaded.folder / "parley.json").read_text(encoding="utf-8"))
    assert list(whole) == ["release", "dataset", "codebook", "reliability", *LISTS]
    assert whole["release"] == RELEASE
    assert whole["dataset"]["licence"] == "CC-BY-4.0"
    for kind in LISTS:
        assert {record["id"]: record for record in whole[kind]} == downloaded.records(kind)


def test_the_lines_hold_every_record_once(downloaded: Downloaded) -> None:
    lines = pandas.read_json(downloaded.folder / "parley.ndjson", lines=True)
    assert list(lines.columns) == ["kind", "data"]
    counts = lines["kind"].value_counts()
    assert {kind: counts[kind] for kind in LISTS} == {
        kind: downloaded.total(kind) for kind in LISTS
    }
    assert set(counts.index) - set(LISTS) == {"dataset", "codebook", "reliability"}


@pytest.mark.parametrize("table", TABLES, ids=NAMES)
def test_csv_and_parquet_hold_the_same(downloaded: Downloaded, table: Table) -> None:
    texts = pandas.read_csv(downloaded.folder / f"{table.name}.csv", dtype=str)
    typed = pandas.read_parquet(downloaded.folder / f"{table.name}.parquet")
    assert len(texts) == len(typed) == expected(downloaded, table)
    assert list(texts) == list(typed) == [column.name for column in table.columns]
    for column in table.columns:
        known = typed[column.name].notna()
        assert list(known) == list(texts[column.name].notna())
        if column.type is int:
            assert list(typed[column.name]) == [int(text) for text in texts[column.name]]


@pytest.mark.parametrize("table", TABLES, ids=NAMES)
def test_parquet_knows_types_and_descriptions(downloaded: Downloaded, table: Table) -> None:
    schema = parquet.read_schema(downloaded.folder / f"{table.name}.parquet")
    words = {str: "string", int: "int64", bool: "bool", date: "date32[day]"}
    assert [str(field.type) for field in schema] == [words[one.type] for one in table.columns]
    assert [field.nullable for field in schema] == [
        one.name not in table.key for one in table.columns
    ]
    told = [field.metadata[b"description"].decode() for field in schema]
    assert told == [one.description for one in table.columns]


def test_a_day_in_parquet_is_a_day(downloaded: Downloaded) -> None:
    found = parquet.read_table(downloaded.folder / "positions.parquet").to_pylist()
    records = downloaded.records("positions")
    assert {row["id"]: row["said_on_latest"] for row in found} == {
        id: date.fromisoformat(record["said_on_latest"]) for id, record in records.items()
    }


@pytest.mark.parametrize("table", TABLES, ids=NAMES)
def test_the_database_holds_every_row(downloaded: Downloaded, table: Table) -> None:
    with closing(database(downloaded)) as connection:
        found = connection.execute(f"SELECT count(*) FROM {table.name}").fetchone()
        keys = connection.execute(f"PRAGMA foreign_key_list({table.name})").fetchall()
    assert found == (expected(downloaded, table),)
    assert {(key[3], key[2]) for key in keys} == {
        (column.name, column.target) for column in table.columns if column.target
    }


def test_the_database_is_whole_and_joins(downloaded: Downloaded) -> None:
    with closing(database(downloaded)) as connection:
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        joined = connection.execute(
            "SELECT count(*) FROM positions_citations c JOIN positions p ON p.id = c.position "
            "JOIN parties ON parties.id = p.party JOIN sources s ON s.id = c.source"
        ).fetchone()
        citations = connection.execute("SELECT count(*) FROM positions_citations").fetchone()
        flags = connection.execute("SELECT DISTINCT typeof(has_quote) FROM positions").fetchall()
    assert joined == citations
    assert flags == [("integer",)]


def test_the_workbook_has_a_sheet_for_each_table(downloaded: Downloaded) -> None:
    book = openpyxl.load_workbook(downloaded.folder / "parley.xlsx", read_only=True)
    assert book.sheetnames == NAMES
    for table in TABLES:
        rows = book[table.name].iter_rows()
        assert [cell.value for cell in next(rows)] == [column.name for column in table.columns]
        kinds = [{cell.data_type for cell in row} for row in rows]
        assert len(kinds) == expected(downloaded, table)
        assert set().union(*kinds) <= {"s", "n", "b"}
    book.close()


def test_the_archive_is_the_package(downloaded: Downloaded) -> None:
    with zipfile.ZipFile(downloaded.folder / "parley.csv.zip") as archive:
        assert archive.testzip() is None
        assert archive.namelist() == ["datapackage.json", *(f"{name}.csv" for name in NAMES)]
        for name in archive.namelist():
            assert archive.read(name) == (downloaded.folder / name).read_bytes()


def formula_in(folder: Path) -> dict[str, Any]:
    """What the summary that looks like a formula is in each format of the table."""
    id, place = "north-open-strait-1", list(SCHEMAS["positions"].fields).index("summary")
    with (folder / "positions.csv").open(encoding="utf-8", newline="") as file:
        delimited = {row["id"]: row["summary"] for row in csv.DictReader(file)}
    sheet = openpyxl.load_workbook(folder / "parley.xlsx")["positions"]
    cells = {row[0].value: row[place] for row in sheet}
    rows = parquet.read_table(folder / "positions.parquet").to_pylist()
    return {
        "csv": delimited[id],
        "xlsx": (cells[id].value, cells[id].data_type),
        "parquet": next(row["summary"] for row in rows if row["id"] == id),
    }


@pytest.mark.parametrize("downloaded", ["small"], indirect=True)
def test_nothing_is_computed(downloaded: Downloaded) -> None:
    assert formula_in(downloaded.folder) == {
        "csv": f"'{FORMULA}",
        "xlsx": (FORMULA, "s"),
        "parquet": FORMULA,
    }
