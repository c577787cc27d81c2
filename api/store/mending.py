"""Hold the files of the releases to what the store tells of them."""

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from api.dataset.locking import alone
from api.exports.files import mark, told, untouched
from api.exports.versions import folder_name
from api.store.locations import Location
from api.store.tables import TABLES

Served = dict[str, Any]


def mend(data: Path, store: Location) -> None:
    """Write anew the files of whatever release does not have those that the store tells of.

    A file that was touched is held to its hash; one that was not is as it was written.
    """
    store.folder.mkdir(parents=True, exist_ok=True)
    with alone(store.folder):
        for card in cards_in(store):
            folder = store.folder / folder_name(card)
            if not (folder.is_dir() and untouched(folder, card)):
                put_right(data, card, folder)


def put_right(data: Path, card: Served, folder: Path) -> None:
    """Mark the files of a release that are as they were written; write others anew."""
    if told(folder) == card["files"]:
        # Where the disk may only be read, each start holds them to their hashes.
        with suppress(OSError):
            mark(folder, card)
        return
    # What writes them is imported for that alone: most starts find theirs whole.
    from api.store.downloads import write_anew

    write_anew(data, card, folder)


def cards_in(store: Location) -> list[Served]:
    """Return the releases that a store tells of."""
    engine = store.open()
    with engine.connect() as connection:
        bodies = connection.scalars(sa.select(TABLES["releases"].c.body)).all()
    engine.dispose()
    return [json.loads(body) for body in bodies]
