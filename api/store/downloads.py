"""The files of the releases, in a folder each beside the store."""

from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from api.dataset.frozen import held_by
from api.exports.versions import folder_name
from api.exports.writing import offered, write

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


def write_anew(data: Path, card: Served, folder: Path) -> None:
    """Write the files of a release into a folder, in the place of whatever is there."""
    write(folder, card, held_by(data, card))
