"""The datasets that are measured: the curated one, and made-up ones of more positions."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from api import ROOT, SETTINGS, create_app
from benchmarks.peers import FOLDER

REAL, SMALL, LARGE = "the real data", "10,000 positions", "1,000,000 positions"
POSITIONS = 10_000
LARGE_STORE = "LARGE_STORE"
WITHOUT_LARGE = f"{LARGE_STORE} names no built store; `make bench-large` builds one."

Settings = dict[str, str]


def subjects() -> dict[str, Settings]:
    """Return each dataset by its name, as the settings that serve it."""
    made_up = FOLDER / f"positions-{POSITIONS}"
    found = {
        REAL: {"DATA_DIR": str(SETTINGS["DATA_DIR"]), "STORE_DIR": str(SETTINGS["STORE_DIR"])},
        SMALL: {"DATA_DIR": str(made_up), "STORE_DIR": str(FOLDER / "store")},
    }
    if os.environ.get(LARGE_STORE):
        found[LARGE] = {"STORE": str(Path(os.environ[LARGE_STORE]).resolve())}
    return found


def prepare() -> None:
    """Make up and build what is not there yet."""
    found = subjects()
    made_up = Path(found[SMALL]["DATA_DIR"])
    if not made_up.exists():
        made = ["synthesize", "--positions", str(POSITIONS), str(made_up)]
        command = [sys.executable, "-m", "flask", "--app", "wsgi", "dataset", *made]
        subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, check=True)
    for settings in found.values():
        create_app(settings)
    if LARGE in found:
        hold_to_size(found[LARGE]["STORE"])


def hold_to_size(store: str) -> None:
    """Refuse a store under the name of a larger one."""
    with closing(sqlite3.connect(f"file:{store}?mode=ro", uri=True)) as connection:
        ((size,),) = connection.execute("SELECT count(*) FROM positions")
    if size != 1_000_000:
        sys.exit(f"{LARGE_STORE} names a store of {size:,} positions: {store}.")


def release_folder() -> Path:
    """Return the folder with the files of the latest release of the real data."""
    store = create_app(dict(subjects()[REAL])).extensions["parley"]
    return Path(store.folders[store.edition("latest").release])
