"""Rows -> Markdown, and a file that is whole or as it was."""

from pathlib import Path

import pytest

from benchmarks import report
from benchmarks.report import Section
from benchmarks.rows import LeftOut, Row, at_least, at_most, row

PAGE = row(
    "page", 48_211.4, "/s", against="constant bytes", p99=1.234, ratio=0.944, goal=at_least(0.9)
)
SLOW = row("matrix", 61.26, "ms", goal=at_most(50, "ms"))
DEEP = row("deep page", 4, "ms", against="few", ratio=1.678, goal=at_most(1.5))
PLAIN = Row("record", 0.5, "ms")
UNCLEAR = row(
    "record",
    9,
    "/s",
    against="ready bytes",
    ratio=0.85,
    second=0.7,
    goal=at_least(0.8),
    also="(0.70 ×)",
)


@pytest.mark.parametrize(
    ("number", "unit", "told"),
    [
        (48_211.4, "/s", "48,211/s"),
        (999.6, "/s", "1,000/s"),
        (0.01234, "ms", "0.0123 ms"),
        (61.26, "ms", "61.3 ms"),
        (4, "MB", "4 MB"),
    ],
)
def test_quantities(number: float, unit: str, told: str) -> None:
    assert report.quantity(number, unit) == told


@pytest.mark.parametrize(
    ("ratio", "told"),
    [(None, "—"), (0.944, "0.94 ×"), (1.5, "1.50 ×"), (57.3, "57 ×"), (1234.5, "1234 ×")],
)
def test_ratios(ratio: float | None, told: str) -> None:
    assert report.times(ratio) == told


@pytest.mark.parametrize(
    ("rows", "lines"),
    [
        (
            [PAGE, SLOW],
            [
                "| work | compared with | median | p99 | ratio | goal | reached |",
                "| --- | --- | --- | --- | --- | --- | --- |",
                "| page | constant bytes | 48,211/s | 1.23 ms | 0.94 × | ≥ 0.9 × | yes |",
                "| matrix | — | 61.3 ms | — | — | ≤ 50 ms | **no** |",
            ],
        ),
        ([PLAIN], ["| work | median |", "| --- | --- |", "| record | 0.5 ms |"]),
    ],
)
def test_a_table_has_columns_that_are_filled(rows: list[Row], lines: list[str]) -> None:
    assert report.table(*report.measured(rows)).splitlines() == lines


@pytest.mark.parametrize(
    ("rows", "lines"),
    [
        ([PAGE, PLAIN], ["Goals: 1 reached, 0 missed, 0 unclear."]),
        (
            [PAGE, SLOW, DEEP, UNCLEAR],
            [
                "Goals: 1 reached, 2 missed, 1 unclear.",
                "",
                "- missed: matrix, 61.3 ms where the goal is ≤ 50 ms",
                "- missed: deep page against few, 1.68 × where the goal is ≤ 1.5 ×",
                "- unclear: record against ready bytes, 0.85 × where the goal is ≥ 0.8 × (0.70 ×)",
            ],
        ),
    ],
)
def test_missed_goals_are_told(rows: list[Row], lines: list[str]) -> None:
    assert report.verdict(rows).splitlines() == lines


def test_a_document_tells_machine_rows_and_what_is_left_out() -> None:
    sections = [
        Section("Pages", "What a page costs.", [PAGE], [LeftOut("nginx", "It is not installed.")])
    ]
    text = report.document({"processor": "a processor"}, sections)
    assert "| processor | a processor |" in text
    assert text.endswith("| yes |\n\nnginx: left out. It is not installed.\n")


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    path = tmp_path / "results.md"
    path.write_text("before", encoding="utf-8")
    with pytest.raises(UnicodeEncodeError):
        report.write(path, "half \ud800")
    assert path.read_text(encoding="utf-8") == "before"
    report.write(path, "after")
    assert path.read_text(encoding="utf-8") == "after"
    assert list(tmp_path.iterdir()) == [path]
