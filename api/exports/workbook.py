"""The tables of a release as an Excel workbook, one sheet each."""

from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from api.exports.database import rows
from api.exports.release import Release
from api.exports.tables import TABLES, Table
from schemas.edtf import bounds

Writer = Callable[[int, int, Any], Any]

OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def write_xlsx(release: Release, path: Path) -> None:
    """Write every table; a text stays a text, whatever it begins with."""
    # A server that finds its files built should not pay the memory of what builds them.
    from xlsxwriter import Workbook

    card = release.dataset
    day = datetime.combine(bounds(release.card["released_on"]).latest, time())
    about = {"title": card["title"], "comments": f"{release.version}, {card['licence']}"}
    with Workbook(path, OPTIONS | {"tmpdir": str(path.parent)}) as workbook:
        workbook.set_properties(about | {"created": day})
        for table in TABLES:
            write_sheet(workbook.add_worksheet(table.name), release, table)


def write_sheet(sheet: Any, release: Release, table: Table) -> None:
    """Write a header, which stays in sight, and a row for each record."""
    sheet.freeze_panes(1, 0)
    for place, column in enumerate(table.columns):
        sheet.write_string(0, place, column.name)
    writers = [writer_of(sheet, column.type) for column in table.columns]
    for number, row in enumerate(rows(release, table), 1):
        for place, (write, value) in enumerate(zip(writers, row, strict=True)):
            if value is not None:
                write(number, place, value)


def writer_of(sheet: Any, held: type) -> Writer:
    """Return what writes values of a type; days are text, for Excel knows none before 1900."""
    writers: dict[type, Writer] = {
        bool: sheet.write_boolean,
        int: sheet.write_number,
        float: sheet.write_number,
        str: sheet.write_string,
        date: sheet.write_string,
    }
    return writers[held]
