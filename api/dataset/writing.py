"""Write records into the files of a dataset: in the form that curators write, all or nothing."""

import os
import re
import shutil
import tempfile
from pathlib import Path
from typing import Any

import yaml

from api.dataset.layout import place_of
from api.dataset.loading import load
from api.dataset.mistakes import DatasetError, Mistake, shown
from api.dataset.reading import Unreadable, read

WIDTH = 118
NUMBER = re.compile(r"[-+]?(0o[0-7]+|0x[0-9a-fA-F]+|\d+(\.\d*)?([eE][-+]?\d+)?)")
LONG = 100


class Dumper(yaml.SafeDumper):
    """YAML as curators write it: dates plain, long texts folded, lists indented."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        """Indent the items of a list."""
        super().increase_indent(flow, False)


def represent_text(dumper: Dumper, text: str) -> yaml.ScalarNode:
    """Fold sentences that are long; quote what YAML 1.2 would take for a number."""
    style = ">" if len(text) > LONG and " " in text else "'" if NUMBER.fullmatch(text) else None
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
    """Return the path of a file, and its text with a record of a kind at the end.

    Raises DatasetError if the file is written in another form than curators write.
    """
    path = root / name
    before = path.read_text(encoding="utf-8") if path.exists() else head(root, path, kind)
    text = f"{before.rstrip()}\n{render([record])}"
    if not grew_by_one(before, text):
        reason = "cannot be appended to: write a list whose items begin with '- ' at the margin."
        raise DatasetError([Mistake(path, 1, "", reason)])
    return path, text


def grew_by_one(before: str, after: str) -> bool:
    """Tell whether a text is the same list with one item more."""
    try:
        items, more = (read(text.encode())[0] for text in (f"{before}\n- x", after))
    except Unreadable:
        return False
    return isinstance(items, list) and isinstance(more, list) and more[:-1] == items[:-1]


def rewrite(root: Path, kind: str, data: Any) -> None:
    """Write the only file of a kind anew; raise DatasetError if it would not be right."""
    path = root / place_of(kind, {})
    text = head(root, path, kind) + render(data)
    if mistakes := try_out(root, path, text):
        raise DatasetError(mistakes)
    put(path, text)


def head(root: Path, path: Path, kind: str) -> str:
    """Return the line by which editors find the JSON Schema of a file."""
    way = "../" * len(path.relative_to(root).parts)
    return f"# yaml-language-server: $schema={way}schemas/json/{kind}.schema.json\n"


def try_out(root: Path, path: Path, text: str) -> list[Mistake]:
    """Return the mistakes that the dataset would have if a file held a text."""
    with tempfile.TemporaryDirectory() as folder:
        visible = shutil.ignore_patterns(".*")
        copy = Path(shutil.copytree(root, Path(folder) / "data", ignore=visible))
        trial = copy / path.relative_to(root)
        trial.parent.mkdir(parents=True, exist_ok=True)
        trial.write_text(text, encoding="utf-8")
        try:
            load(copy)
        except DatasetError as error:
            return [at_home(mistake, copy, root) for mistake in error.mistakes]
    return []


def at_home(mistake: Mistake, copy: Path, root: Path) -> Mistake:
    """Return a mistake of a copy as one of the dataset."""
    path = root / mistake.path.relative_to(copy)
    return mistake._replace(path=path, reason=mistake.reason.replace(str(copy), str(shown(root))))


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
