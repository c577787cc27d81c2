"""tests/data as lines."""

import json
from pathlib import Path

from api.dataset.loading import load
from api.dataset.writing import without_nothing
from schemas.kinds import SCHEMAS
from tests.conftest import DATA

WITHIN = ("provisions", "coverage", "releases")


def write_lines(folder: Path, data: Path = DATA) -> Path:
    """Write a dataset as a file of lines for each kind of record."""
    folder.mkdir(parents=True)
    dataset = load(data)
    for kind in SCHEMAS.keys() - {*WITHIN}:
        records = [without_nothing(record.data) for record in dataset.of(kind).values()]
        text = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
        (folder / f"{kind}.ndjson").write_text(text, encoding="utf-8")
    return folder
