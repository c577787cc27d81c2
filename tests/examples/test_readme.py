"""The examples are those that their README tells of."""

import ast
import json
import re
import sys

import pytest

from tests.examples.asking import EXAMPLES, USUAL

README = (EXAMPLES / "README.md").read_text(encoding="utf-8")
FILES = sorted(
    path.name for path in EXAMPLES.iterdir() if path.is_file() and path.name != "README.md"
)


def imported(code: str) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add(str(node.module).split(".")[0])
    return names - sys.stdlib_module_names


def code_of(name: str) -> str:
    text = (EXAMPLES / name).read_text(encoding="utf-8")
    if name.endswith(".py"):
        return text
    cells = json.loads(text)["cells"]
    return "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")


def test_every_file_is_in_the_table() -> None:
    assert sorted(re.findall(r"^\| \[(\S+)\]\(\1\) \|", README, re.MULTILINE)) == FILES


@pytest.mark.parametrize("name", ["notebook.ipynb", "streamlit_app.py"])
def test_what_a_program_needs_is_told(name: str) -> None:
    told = re.findall(r"pip install ([^`]+)`", README)[0].split()
    assert imported(code_of(name)) <= set(told)


@pytest.mark.parametrize("name", ["README.md", *FILES])
def test_the_usual_server_is_asked(name: str) -> None:
    text = (EXAMPLES / name).read_text(encoding="utf-8")
    assert USUAL in text
    assert not re.findall(r"localhost|127\.0\.0\.1:(?!8000|9000)", text)
