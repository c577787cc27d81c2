"""What decides the bytes of a release's files, besides its records."""

import hashlib
import platform
import sqlite3
import zlib
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
CODE = ("schemas", "api/dataset", "api/exports")
LIBRARIES = ("marshmallow", "pyarrow", "XlsxWriter")


def folder_name(card: dict[str, Any]) -> str:
    """Return the name of the folder of a release's files: the same name, the same bytes."""
    text = f"{card['seal']} {made_by()}"
    return f"release-{card['id']}-{hashlib.blake2b(text.encode(), digest_size=12).hexdigest()}"


@cache
def made_by() -> str:
    """Return a hash of the code and of the libraries that make the files."""
    known = [hash_of_code(CODE), *(version(name) for name in LIBRARIES), *made_with()]
    return hashlib.blake2b(" ".join(known).encode(), digest_size=12).hexdigest()


@cache
def hash_of_code(folders: tuple[str, ...]) -> str:
    """Return a hash of the code in folders of the program, which stays while it runs."""
    hashed = hashlib.sha256()
    for path in (path for folder in folders for path in sorted((ROOT / folder).glob("*.py"))):
        content = path.read_bytes()
        hashed.update(b"%s\0%d\0%s" % (path.name.encode(), len(content), content))
    return hashed.hexdigest()


def made_with() -> tuple[str, ...]:
    """Return the versions of what comes with Python."""
    return platform.python_version(), sqlite3.sqlite_version, zlib.ZLIB_RUNTIME_VERSION
