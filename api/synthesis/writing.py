"""Write a made-up dataset as YAML or NDJSON: all or nothing, by one rename."""

import json
import shutil
import tempfile
from collections.abc import Callable, Iterator
from itertools import groupby
from pathlib import Path

from api.dataset.layout import place_of
from api.dataset.writing import head, render
from api.synthesis.actors import Written
from api.synthesis.dataset import Synthesis
from schemas.kinds import WRITTEN_ALONE

KINDS = (
    "dataset", "codebook", "parties", "speakers", "issues", "events", "sources", "searches",
    "positions",
)  # fmt: skip

Write = Callable[[Synthesis, Path], None]
Placed = tuple[str, list[Written]]


def write(synthesis: Synthesis, folder: Path, fill: Write) -> None:
    """Fill a folder beside its place, then give it its name; raise FileExistsError."""
    if folder.exists():
        raise FileExistsError(f"{folder} is there already; name a folder that is not.")
    folder.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}."))
    try:
        fill(synthesis, beside)
        beside.chmod(0o755)
        beside.rename(folder)
    except BaseException:
        shutil.rmtree(beside)
        raise


def as_yaml(synthesis: Synthesis, folder: Path) -> None:
    """Write a dataset as curators write one."""
    for kind in KINDS:
        for name, records in placed(synthesis, kind):
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            text = render(records[0] if kind in WRITTEN_ALONE else records)
            path.write_text(head(folder, path, kind) + text, encoding="utf-8")


def as_ndjson(synthesis: Synthesis, folder: Path) -> None:
    """Write a dataset as one file for each kind, with a record on each line."""
    for kind in KINDS:
        with (folder / f"{kind}.ndjson").open("w", encoding="utf-8") as file:
            for record in synthesis.records(kind):
                file.write(json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n")


def placed(synthesis: Synthesis, kind: str) -> Iterator[Placed]:
    """Return the files of a kind, each with its records."""
    issue_of = {
        provision["id"]: issue["id"]
        for issue in synthesis.records("issues")
        for provision in issue["provisions"]
    }

    def name(record: Written) -> str:
        issue = issue_of.get(record.get("provision", ""))
        return place_of(kind, record | ({"issue": issue} if issue else {}))

    for place, records in groupby(synthesis.records(kind), key=name):
        yield place, list(records)
