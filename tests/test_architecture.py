"""Imports point one way; the top level is what it should be."""

import ast
from pathlib import Path

import pytest

from api import ROOT

FORBIDDEN = {
    "schemas": ("api", "flask", "flask_smorest", "werkzeug", "yaml", "sqlalchemy", "tests"),
    "api/dataset": ("flask", "flask_smorest", "werkzeug", "sqlalchemy", "api.exports", "api.store", "api.serving", "api.http", "api.resources", "api.pages", "api.cli", "api.questions"),
    "api/synthesis": ("flask", "flask_smorest", "werkzeug", "sqlalchemy", "api.exports", "api.store", "api.serving", "api.http", "api.resources", "api.pages", "api.cli", "api.questions"),
    "api/exports": ("flask", "flask_smorest", "werkzeug", "sqlalchemy", "api.store", "api.serving", "api.http", "api.resources", "api.pages", "api.cli", "api.questions"),
    "api/store": ("flask", "flask_smorest", "werkzeug", "api.serving", "api.http", "api.resources", "api.pages", "api.cli"),
    "api/serving": ("flask", "flask_smorest", "sqlalchemy", "schemas", "api.dataset", "api.exports", "api.store", "api.http", "api.resources", "api.pages", "api.cli"),
    "api/http": ("api.resources", "api.pages", "api.pictures", "api.dataset", "api.cli"),
    "api/pictures": ("api.resources", "api.pages", "api.dataset", "api.cli", "flask_smorest", "sqlalchemy"),
    "api/resources": ("api.pages", "api.dataset", "api.cli", "flask_smorest", "sqlalchemy"),
    "api/pages": ("api.resources", "api.dataset", "api.cli", "flask_smorest", "sqlalchemy"),
}  # fmt: skip
FILES = [(folder, path) for folder in FORBIDDEN for path in sorted((ROOT / folder).glob("*.py"))]


def imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {f"{node.module}.{alias.name}" for alias in node.names} | {str(node.module)}
    return found


@pytest.mark.parametrize(("folder", "path"), FILES, ids=lambda value: getattr(value, "stem", value))
def test_imports_point_one_way(folder: str, path: Path) -> None:
    wrong = [
        name
        for name in imports(path)
        for forbidden in FORBIDDEN[folder]
        if name == forbidden or name.startswith(f"{forbidden}.")
    ]
    assert wrong == []


def test_there_is_something_to_hold() -> None:
    assert len(FILES) > 30


@pytest.mark.parametrize("path", sorted(ROOT.glob("schemas/*.py")), ids=lambda path: path.stem)
def test_schemas_use_marshmallow_and_the_standard_library_only(path: Path) -> None:
    outside = {name.split(".")[0] for name in imports(path)}
    standard = {
        "__future__",
        "calendar",
        "collections",
        "datetime",
        "difflib",
        "functools",
        "json",
        "operator",
        "re",
        "typing",
    }
    assert outside - standard <= {"schemas", "marshmallow"}


@pytest.mark.parametrize("name", ["api", "schemas", "data", "tests", "openapi.yaml", "wsgi.py"])
def test_the_top_level_is_what_was_agreed(name: str) -> None:
    assert (ROOT / name).exists()
