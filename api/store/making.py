"""Make a store: read the dataset with all its releases, write their files, fill the tables."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import sqlalchemy as sa

from api.dataset.deriving import Derivation
from api.dataset.frozen import in_order, read_all
from api.dataset.headline import ranks
from api.dataset.loading import load
from api.dataset.records import Dataset
from api.store import downloads
from api.store.filling import Filler, filling
from api.store.locations import Location
from api.store.numbering import in_usual_order
from api.store.rows import Version, roots
from api.store.tables import DRAFT, KINDS
from schemas.kinds import QUERIES

DATED = ("releases",)


def make(data: Path, location: Location, unchanged: Callable[[], bool]) -> None:
    """Make the store of a dataset, unless it has changed while it was read.

    Raises DatasetError if the dataset is not valid.
    """
    dataset = load(data)
    editions = [(card["id"], past) for card, past in read_all(data, dataset)]
    if unchanged():
        location.folder.mkdir(parents=True, exist_ok=True)
        offered = downloads.offer(data, location.folder, in_order(dataset))
        location.write(partial(fill_store, [*editions, (DRAFT, dataset)], offered))


def fill_store(
    editions: list[tuple[str, Dataset]], offered: downloads.Offered, connection: sa.Connection
) -> None:
    """Fill the tables with all records of all editions."""
    filler = Filler(connection)
    filler.name_editions([name for name, _ in editions], offered.folders)
    derivations = [Derivation(dataset, offered.files) for _, dataset in editions]
    for kind in KINDS:
        versions = every_version(kind, derivations)
        found = list(zip(versions, roots(versions), strict=True))
        filler.insert(filling(kind, in_usual_order(kind, found) if kind in QUERIES else found))
    filler.finish()


def every_version(kind: str, derivations: list[Derivation]) -> list[Version]:
    """Return every version of every record of a kind, in the order of its first edition."""
    if kind in DATED:
        last = len(derivations) - 1
        known = derivations[-1].records(kind)
        return [Version(record["number"] - 1, last, record, {}) for record in known]
    found: list[Version] = []
    latest: dict[str, int] = {}
    for edition, derivation in enumerate(derivations):
        for record in derivation.records(kind):
            one = Version(edition, edition, record, ranks(derivation.dataset, kind, record))
            place = latest.get(record["id"])
            if place is not None and found[place].goes_on(one):
                found[place] = found[place]._replace(last=edition)
            else:
                latest[record["id"]] = len(found)
                found.append(one)
    return found
