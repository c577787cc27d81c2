"""The files of the releases, in a folder each beside the store."""

import json
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import sqlalchemy as sa

from api.dataset.frozen import held_by
from api.dataset.locking import alone
from api.exports.versions import folder_name
from api.exports.writing import offered, told, write
from api.store.locations import Location
from api.store.tables import TABLES

Served = dict[str, Any]


class Offered(NamedTuple):
    """The folder of each release, and what is told of the files in it."""

    folders: dict[str, str]
    files: dict[str, list[Served]]


def offer(data: Path, folder: Path, cards: list[Served]) -> Offered:
    """Return the files of releases; those that are not there are written, the others used again."""
    folders = {card["id"]: folder_name(card) for card in cards}
    files = {
        card["id"]: offered(folder / folders[card["id"]], card, partial(held_by, data, card))
        for card in cards
    }
    return Offered(folders, files)


def mend(data: Path, store: Location) -> None:
    """Write anew the files of whatever release does not have those that the store tells of."""
    store.folder.mkdir(parents=True, exist_ok=True)
    with alone(store.folder):
        for card in cards_in(store):
            folder = store.folder / folder_name(card)
            if told(folder) != card["files"]:
                write(folder, card, held_by(data, card))


def cards_in(store: Location) -> list[Served]:
    """Return the releases that a store tells of."""
    engine = store.open()
    with engine.connect() as connection:
        bodies = connection.scalars(sa.select(TABLES["releases"].c.body)).all()
    engine.dispose()
    return [json.loads(body) for body in bodies]
