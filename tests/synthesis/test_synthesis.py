import json
import re
from pathlib import Path

import pytest
from flask.testing import FlaskCliRunner

from api.dataset.loading import load
from api.dataset.reading import read
from api.synthesis import writing
from api.synthesis.dataset import Synthesis
from api.synthesis.growth import shares, sizes
from api.synthesis.writing import KINDS, as_ndjson, as_yaml, write
from schemas.kinds import SCHEMAS
from tests.conftest import DATA

CODEBOOK = read((DATA / "codebook.yaml").read_bytes())[0]


def made_up(positions: int, seed: int = 1) -> Synthesis:
    return Synthesis(CODEBOOK, positions, seed)


@pytest.mark.parametrize("positions", [1, 80, 600])
def test_what_is_made_up_has_no_mistakes(tmp_path: Path, positions: int) -> None:
    write(made_up(positions), tmp_path / "data", as_yaml)
    loaded = load(tmp_path / "data")
    assert len(loaded.of("positions")) == positions
    assert {kind: len(loaded.of(kind)) for kind in sizes(positions)} == sizes(positions)


def test_lines_hold_what_the_files_of_curators_hold(tmp_path: Path) -> None:
    write(made_up(60), tmp_path / "yaml", as_yaml)
    write(made_up(60), tmp_path / "lines", as_ndjson)
    loaded = load(tmp_path / "yaml")
    for kind in KINDS:
        lines = (tmp_path / "lines" / f"{kind}.ndjson").read_text(encoding="utf-8").splitlines()
        records = [SCHEMAS[kind].load(json.loads(line)) for line in lines]
        written = {id: record.data for id, record in loaded.of(kind).items()}
        assert {record["id"]: record for record in records} == written


@pytest.mark.parametrize(
    ("positions", "seed", "alike"), [(50, 1, True), (50, 2, False), (51, 1, False)]
)
def test_the_same_seed_and_size_make_the_same_bytes(
    tmp_path: Path, positions: int, seed: int, alike: bool
) -> None:
    write(made_up(50), tmp_path / "one", as_ndjson)
    write(made_up(positions, seed), tmp_path / "other", as_ndjson)
    one, other = ((tmp_path / name / "positions.ndjson").read_bytes() for name in ("one", "other"))
    assert (one == other) is alike


@pytest.mark.parametrize(
    ("kind", "member", "form"),
    [
        ("parties", "name", r"Party \d+"),
        ("speakers", "name", r"Speaker \d+"),
        ("issues", "name", r"Issue \d+"),
        ("events", "title", r"Event \d+"),
        ("sources", "publisher", r"Publisher \d+"),
        ("sources", "url", r"https://example\.org/\d+"),
    ],
)
def test_nobody_is_meant(kind: str, member: str, form: str) -> None:
    for record in made_up(200).records(kind):
        assert re.fullmatch(form, record[member])


def test_few_positions_of_a_cell_stand() -> None:
    standing: dict[tuple[str, str], set[str]] = {}
    chains = 0
    for position in made_up(3000).records("positions"):
        cell = standing.setdefault((position["party"], position["provision"]), set())
        replaced = set(position.get("supersedes", ()))
        assert replaced <= cell
        cell -= replaced
        cell.add(position["id"])
        chains += bool(replaced)
        assert len(cell) <= 6
    assert chains > 900


@pytest.mark.parametrize(
    ("positions", "expected"),
    [
        (867, {"parties": 21, "issues": 26, "speakers": 68, "events": 162, "sources": 971}),
        (
            1_000_000,
            {"parties": 122, "issues": 152, "speakers": 2309, "events": 5502, "sources": 192179},
        ),
        (1, {"parties": 4, "issues": 5, "speakers": 2, "events": 6, "sources": 6}),
    ],
)
def test_kinds_grow_by_their_powers(positions: int, expected: dict[str, int]) -> None:
    assert sizes(positions) == expected


@pytest.mark.parametrize(
    ("total", "among", "power", "expected"),
    [
        (10, 1, 1.0, [10]),
        (10, 2, 0.0, [5, 5]),
        (11, 3, 1.0, [6, 3, 2]),
        (2, 4, 0.0, [0, 1, 1, 0]),
    ],
)
def test_a_total_is_shared_out_by_rank(
    total: int, among: int, power: float, expected: list[int]
) -> None:
    assert shares(total, among, power) == expected


def test_a_crash_leaves_nothing_behind(tmp_path: Path) -> None:
    def crash(synthesis: Synthesis, folder: Path) -> None:
        (folder / "dataset.ndjson").write_text("{", encoding="utf-8")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        writing.write(made_up(1), tmp_path / "data", crash)
    assert list(tmp_path.iterdir()) == []


def test_the_command_makes_up_a_dataset_once(runner: FlaskCliRunner, tmp_path: Path) -> None:
    command = ["dataset", "synthesize", "--positions", "30", "--seed", "4", str(tmp_path / "data")]
    first, again = runner.invoke(args=command), runner.invoke(args=command)
    assert (first.exit_code, first.output) == (0, f"Made up 30 positions in {tmp_path}/data.\n")
    assert (again.exit_code, again.output) == (
        1,
        f"{tmp_path}/data is there already; name a folder that is not.\n",
    )
    assert len(load(tmp_path / "data").of("positions")) == 30
