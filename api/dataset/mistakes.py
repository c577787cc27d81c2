"""What a curator has to put right, and where."""

from pathlib import Path
from typing import NamedTuple


def shown(path: Path) -> Path:
    """Return a path as a person at the command line would write it."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path


class Mistake(NamedTuple):
    """Something that is wrong in a file; printed as `path:line: member: reason`."""

    path: Path
    line: int
    member: str
    reason: str

    def __str__(self) -> str:
        return f"{shown(self.path)}:{self.line}: {self.member or 'file'}: {self.reason}"


class DatasetError(Exception):
    """The dataset is not valid; `mistakes` says where and why, in the order of the files."""

    def __init__(self, mistakes: list[Mistake]) -> None:
        self.mistakes = sorted(mistakes)
        super().__init__("\n".join(map(str, self.mistakes)))
