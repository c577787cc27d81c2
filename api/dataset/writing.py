"""Write records into the files of a dataset: in the form that curators write, all or nothing."""

import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

import yaml

from api.dataset.layout import place_of
from api.dataset.loading import load
from api.dataset.mistakes import DatasetError, Mistake

WIDTH = 118
LONG = 100


class Dumper(yaml.SafeDumper):
    """YAML as curators write it: dates plain, long texts folded, lists indented."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        """Indent the items of a list."""
        super().increase_indent(flow, False)


def represent_text(dumper: Dumper, text: str) -> yaml.ScalarNode:
    """Fold sentences that are longer than a line."""
    style = ">" if len(text) > LONG and " " in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


Dumper.add_representer(str, represent_text)
Dumper.yaml_implicit_resolvers = {
    first: [(tag, form) for tag, form in resolvers if not tag.endswith(":timestamp")]
    for first, resolvers in yaml.SafeDumper.yaml_implicit_resolvers.items()
}


def render(data: Any) -> str:
    """Return records as YAML, without the members that hold nothing."""
    return yaml.dump(
        without_nothing(data), Dumper=Dumper, sort_keys=False, allow_unicode=True, width=WIDTH
    )


def without_nothing(data: Any) -> Any:
    """Return data without null and empty members."""
    if isinstance(data, dict):
        items = {name: without_nothing(value) for name, value in data.items()}
        return {name: value for name, value in items.items() if value not in (None, [])}
    return [without_nothing(item) for item in data] if isinstance(data, list) else data


def appended(root: Path, kind: str, name: str, record: dict[str, Any]) -> tuple[Path, str]:
    """Return the path of a file, and its text with a record of a kind at the end."""
    path = root / name
    before = path.read_text(encoding="utf-8") if path.exists() else head(root, path, kind)
    return path, f"{before.rstrip()}\n{render([record])}"


def rewrite(root: Path, kind: str, data: Any) -> None:
    """Write the only file of a kind anew."""
    path = root / place_of(kind, {})
    put(path, head(root, path, kind) + render(data))


def head(root: Path, path: Path, kind: str) -> str:
    """Return the line by which editors find the JSON Schema of a file."""
    way = "../" * len(path.relative_to(root).parts)
    return f"# yaml-language-server: $schema={way}schemas/json/{kind}.schema.json\n"


def try_out(root: Path, path: Path, text: str) -> list[Mistake]:
    """Return the mistakes that the dataset would have if a file held a text."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(shutil.copytree(root, Path(folder) / "data"))
        trial = copy / path.relative_to(root)
        trial.parent.mkdir(parents=True, exist_ok=True)
        trial.write_text(text, encoding="utf-8")
        try:
            load(copy)
        except DatasetError as error:
            return error.mistakes
    return []


def put(path: Path, text: str) -> None:
    """Write a file beside its place and rename it, so that there is never half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with open(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, 0o644)
        os.replace(name, path)
    except BaseException:
        os.unlink(name)
        raise
