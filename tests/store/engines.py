"""Stores over the engine that the tests run over."""

from pathlib import Path
from uuid import uuid4

from api import SETTINGS
from api.store import building
from api.store.locations import Location, location_of


def build(data: Path, folder: Path) -> Location:
    """Return the store of a dataset, built if it is not there yet."""
    return building.build(data, folder, SETTINGS["DATABASE_URL"])


def located(folder: Path) -> Location:
    """Return a place for a store of its own."""
    return location_of(folder, f"parley-{uuid4().hex}", SETTINGS["DATABASE_URL"])
