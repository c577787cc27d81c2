import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from api.dataset import lines, streaming
from api.dataset.mistakes import DatasetError
from api.dataset.processes import crew
from tests.edits import replace
from tests.lines import write_lines

Edit = Callable[[Path], Any]
POSITIONS = "positions.ndjson"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_lines(tmp_path / "lines")


def mistakes(folder: Path) -> list[str]:
    with pytest.raises(DatasetError) as caught:
        check(folder)
    return [str(mistake).replace(f"{folder}/", "") for mistake in caught.value.mistakes]


def check(folder: Path, tell: Callable[[int], None] = lambda size: None) -> streaming.Streamed:
    dataset = lines.read(folder)
    with crew(dataset) as workers:
        return streaming.check(folder, dataset, workers, tell)


def in_position(id: str, member: str, value: Any) -> Edit:
    """Return an edit that gives a member of a position another value."""

    def edit(folder: Path) -> None:
        path = folder / POSITIONS
        written = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        (one,) = [record for record in written if record["id"] == id]
        one[member] = value
        path.write_text("".join(json.dumps(record) + "\n" for record in written), encoding="utf-8")

    return edit


def removed(name: str) -> Edit:
    return lambda folder: (folder / name).unlink()


def added(name: str, text: str) -> Edit:
    def edit(folder: Path) -> None:
        with (folder / name).open("a", encoding="utf-8") as file:
            file.write(text)

    return edit


def again(folder: Path) -> None:
    path = folder / POSITIONS
    path.write_bytes(path.read_bytes() + path.read_bytes().splitlines(keepends=True)[0])


FIRST, SECOND, TRUCE = "north-open-strait-1", "north-open-strait-2", "north-winter-truce"


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (removed("events.ndjson"), ["events.ndjson:1: file: is missing."]),
        (removed(POSITIONS), ["positions.ndjson:1: file: is missing."]),
        (added("partys.ndjson", ""), ["partys.ndjson:1: file: is not a file of the dataset; did you mean 'parties.ndjson'?"]),
        (added("parties.ndjson", "{\n"), ["parties.ndjson:4: file: is not JSON: unexpected end of data: line 2 column 1 (char 2)."]),
        (added("parties.ndjson", '{"id": "north", "name": "N", "kind": "state", "role": "mediator"}\n'), ["parties.ndjson:4: id: 'north' is taken by parties.ndjson:1."]),
        (added(POSITIONS, "[]\n"), ["positions.ndjson:6: file: Invalid input type."]),
        (added(POSITIONS, "nil\n"), ["positions.ndjson:6: file: is not JSON: invalid literal, expected 'null': line 1 column 1 (char 0)."]),
        (added(POSITIONS, '{"id": "\\ud800"}\n'), ["positions.ndjson:6: file: is not JSON: no low surrogate in string: line 1 column 9 (char 8)."]),
        (again, [f"positions.ndjson:6: id: '{FIRST}' is taken by positions.ndjson:1."]),
        (in_position(FIRST, "stance", "reject"), ["positions.ndjson:1: stance: There is no stance in the codebook 'reject'; did you mean 'rejects'?"]),
        (in_position(FIRST, "party", "nord"), ["positions.ndjson:1: party: There is no party 'nord'; there are league, north, south.", "positions.ndjson:1: speaker: Speaks for 'north', not for 'nord'.", f"positions.ndjson:2: supersedes.0: '{FIRST}' is of another party."]),
        (in_position(FIRST, "summary", "x\ny"), ["positions.ndjson:1: summary: Must be text without line breaks, control characters or space at its ends.", f"positions.ndjson:2: supersedes.0: There is no position '{FIRST}'."]),
        (in_position(SECOND, "supersedes", [TRUCE]), [f"positions.ndjson:2: supersedes.0: '{TRUCE}' is of another provision."]),
        (in_position(SECOND, "supersedes", [SECOND]), [f"positions.ndjson:2: supersedes: Goes round in a circle: {SECOND} <- {SECOND}."]),
        (in_position(SECOND, "supersedes", ["nobody"]), ["positions.ndjson:2: supersedes.0: There is no position 'nobody'."]),
        (in_position(SECOND, "aliases", [FIRST]), [f"positions.ndjson:2: aliases.0: '{FIRST}' is taken by positions.ndjson:1."]),
        (in_position(FIRST, "said_on", "2021"), ["positions.ndjson:1: citations.0.source: 'gazette-first-round' was published before this was said, on 2020-01-12.", "positions.ndjson:1: event: The event was held on 2020-01-10/2020-01-12, the position said on 2021.", f"positions.ndjson:2: supersedes.0: '{FIRST}' was said later, on 2021."]),
    ],
)  # fmt: skip
def test_mistakes_are_named_with_their_lines(folder: Path, edit: Edit, expected: list[str]) -> None:
    edit(folder)
    found = [line.replace(f"{folder}/", "") for line in mistakes(folder)]
    assert found == expected


def test_every_byte_of_the_positions_is_told_of(folder: Path) -> None:
    told: list[int] = []
    check(folder, told.append)
    assert sum(told) == (folder / POSITIONS).stat().st_size


def test_lines_come_some_at_a_time(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "CHUNK", 2)
    found = list(lines.chunks(folder / POSITIONS))
    assert [(chunk.first, len(chunk.lines)) for chunk in found] == [(1, 2), (3, 2), (5, 1)]
    assert (
        b"".join(line for chunk in found for line in chunk.lines)
        == (folder / POSITIONS).read_bytes()
    )


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        ([], []),
        ([0], [(1, ["first"])]),
        ([3, 0, 2, 1], [(1, ["last", "first"]), (3, ["", "\u00e9"])]),
        ([2, 1, 3], [(1, ["", "\u00e9"]), (3, ["last"])]),
    ],
)
def test_lines_are_picked_in_an_order(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    places: list[int],
    expected: list[tuple[int, list[str]]],
) -> None:
    monkeypatch.setattr(lines, "CHUNK", 2)
    path = tmp_path / "some.ndjson"
    path.write_text("first\n\u00e9\n\nlast", encoding="utf-8")
    found = [
        (chunk.first, [line.decode().rstrip("\n") for line in chunk.lines])
        for chunk in lines.picked(path, places)
    ]
    assert found == expected


def test_an_old_id_is_named_with_the_new_one(folder: Path) -> None:
    replace(folder / "parties.ndjson", '"id": "north"', '"id": "the-north", "aliases": ["north"]')
    assert "positions.ndjson:1: party: 'north' is now called 'the-north'." in mistakes(folder)
