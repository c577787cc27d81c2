"""The tables in CSV, described as a Frictionless Data Package (version 2)."""

from datetime import date
from pathlib import Path

from api.exports.files import file
from api.exports.release import Release, Served, show
from api.exports.tables import TABLES, Column, Table

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
TYPES = {str: "string", int: "integer", bool: "boolean", float: "number", date: "date"}
FORMULAS = "A text that a spreadsheet would compute has an apostrophe before it."


def write_datapackage(release: Release, path: Path) -> None:
    """Write the descriptor of the tables beside it."""
    path.write_text(show(package(release)), encoding="utf-8")


def package(release: Release) -> Served:
    """Return the descriptor."""
    card = release.dataset
    return {
        "$schema": PROFILE,
        "name": "parley",
        "title": card["title"],
        "description": f"{card['description']} {card['quotes_note']} {FORMULAS}",
        "version": release.version,
        "licenses": [{"name": card["licence"], "path": card["licence_url"]}],
        "sources": [{"title": "The articles and documents cited.", "path": "sources.csv"}],
        "resources": [resource(release.folder, table) for table in TABLES],
    }


def resource(folder: Path, table: Table) -> Served:
    """Return the descriptor of a table."""
    held = file(folder / f"{table.name}.csv")
    return {
        "name": table.name,
        "type": "table",
        "path": held.name,
        "description": table.description,
        "format": "csv",
        "mediatype": held.media_type,
        "encoding": "utf-8",
        "bytes": held.size,
        "hash": f"sha256:{held.sha256}",
        "schema": schema(table),
    }


def schema(table: Table) -> Served:
    """Return the Table Schema of a table."""
    return {
        "fields": [field(column, table) for column in table.columns],
        "primaryKey": list(table.key),
        "foreignKeys": [
            {
                "fields": [column.name],
                "reference": {"resource": aim(column, table), "fields": ["id"]},
            }
            for column in table.columns
            if column.target
        ],
    }


def field(column: Column, table: Table) -> Served:
    """Return the descriptor of a column."""
    told = {
        "name": column.name,
        "type": TYPES[column.type],
        "description": column.description,
    }
    return told | ({"constraints": {"required": True}} if column.name in table.key else {})


def aim(column: Column, table: Table) -> str:
    """Return how a foreign key calls the table that it names; its own is the empty text."""
    return "" if column.target == table.name else str(column.target)
