"""Stores over the engine that the tests run over."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import sqlalchemy as sa
from sqlalchemy.pool import StaticPool

from api import SETTINGS
from api.store import building, search
from api.store.locations import Location, location_of
from api.store.postgresql import Schema
from api.store.tables import metadata


def build(data: Path, folder: Path) -> Location:
    """Return the store of a dataset, built if it is not there yet."""
    return building.build(data, folder, SETTINGS["DATABASE_URL"])


def located(folder: Path) -> Location:
    """Return a place for a store of its own."""
    return location_of(folder, f"parley-{uuid4().hex}", SETTINGS["DATABASE_URL"])


@contextmanager
def empty(folder: Path) -> Iterator[sa.Connection]:
    """A connection to a store of nothing, which may be filled."""
    location = located(folder)
    if isinstance(location, Schema):
        location.write(create)
        engine = location.writing()
    else:
        engine = sa.create_engine("sqlite://", poolclass=StaticPool)
        with engine.begin() as connection:
            create(connection)
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def create(connection: sa.Connection) -> None:
    """Create the tables of a store."""
    metadata.create_all(connection)
    search.create(connection)


def clear(connection: sa.Connection) -> None:
    """Begin anew; PostgreSQL freezes the rows of a table that is new or cleared only."""
    connection.rollback()
    if connection.dialect.name == "postgresql":
        names = ", ".join(sa.inspect(connection).get_table_names())
        connection.exec_driver_sql(f"TRUNCATE {names}")
