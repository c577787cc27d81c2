"""A store in a schema of a PostgreSQL database, which any number of nodes read.

The address may name several hosts: what is written goes to the primary among them, what is read to
a standby if one has the store. So the loss of either is the driver's to notice, and the address is
all that has to be known. A schema is made in one transaction, so that nobody sees half of it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from psycopg import Connection
from psycopg.types.string import StrDumperUnknown
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import NullPool, QueuePool
from sqlalchemy.schema import CreateSchema

from api.store.locations import NoDatabase

SCHEME = "postgresql+psycopg"
TOLD = f"DATABASE_URL must be an address such as '{SCHEME}://user@host/name'."
PATIENCE = {"connect_timeout": "3", "tcp_user_timeout": "5000", "keepalives_idle": "5"}
HOSTS = {"load_balance_hosts": "random", "fallback_application_name": "parley"}
READING = {
    "default_transaction_read_only": "on",
    "statement_timeout": "10s",
    "random_page_cost": "1.1",
    "jit": "off",
}
RENEWED_AFTER = 60
IS_THERE = "SELECT EXISTS (SELECT FROM pg_namespace WHERE nspname = %s)"


@dataclass(frozen=True)
class Schema:
    """A schema of a database, named after the store."""

    address: sa.URL
    folder: Path
    name: str

    def __str__(self) -> str:
        return f"{self.address.render_as_string()} {self.name}"

    def exists(self) -> bool:
        """Tell whether the store is there."""
        with self.reading(poolclass=NullPool).connect() as connection:
            return bool(connection.exec_driver_sql(IS_THERE, (self.name,)).scalar())

    def write(self, fill: Callable[[sa.Connection], None]) -> None:
        """Let `fill` make a store in a transaction, unless another worker made it meanwhile."""
        with self.writing().begin() as connection:
            connection.execute(alone(self.name))
            if not connection.exec_driver_sql(IS_THERE, (self.name,)).scalar():
                connection.execute(CreateSchema(self.name))
                fill(connection)
                connection.exec_driver_sql(f"ANALYZE {tables_of(connection)}")

    def open(self) -> sa.Engine:
        """Return the store, to be read only; a connection is renewed so that standbys come back."""
        return self.reading(
            poolclass=QueuePool,
            pool_size=8,
            max_overflow=8,
            pool_timeout=5,
            pool_pre_ping=True,
            pool_recycle=RENEWED_AFTER,
            isolation_level="AUTOCOMMIT",
        )

    def writing(self) -> sa.Engine:
        """Return an engine that connects to the primary."""
        return self.engine("primary", {}, poolclass=NullPool)

    def reading(self, **options: Any) -> sa.Engine:
        """Return an engine that connects to a standby if one has the store."""
        engine = self.engine("prefer-standby", READING, **options)
        sa.event.listen(engine, "do_connect", self.connected)
        return engine

    def engine(self, role: str, settings: dict[str, str], **options: Any) -> sa.Engine:
        """Return an engine that finds tables in the schema, on a host of some role."""
        asked = {"search_path": f'"{self.name}"', **settings}
        given = {
            **PATIENCE,
            **HOSTS,
            **self.address.query,
            "target_session_attrs": role,
            "options": " ".join(f"-c {name}={value}" for name, value in asked.items()),
        }
        engine = sa.create_engine(self.address.set(query=given), **options)
        sa.event.listen(engine, "connect", without_nul)
        return engine

    def connected(
        self, dialect: sa.Dialect, _: Any, given: list[Any], named: dict[str, Any]
    ) -> Any:
        """Connect to a standby, or to the primary while the standby lacks the store."""
        connection: Any = dialect.connect(*given, **named)
        found = connection.execute(IS_THERE, (self.name,)).fetchone()
        connection.rollback()
        if found[0]:
            return connection
        connection.close()
        return dialect.connect(*given, **named | {"target_session_attrs": "primary"})


class WithoutNul(StrDumperUnknown):
    """Texts as they are sent: no record holds a NUL, which PostgreSQL could not compare."""

    def dump(self, obj: str) -> Any:
        """Return a text that no record has instead of one with a NUL."""
        return super().dump(obj.replace("\0", "\ufffd"))


def without_nul(connection: "Connection[Any]", _: Any) -> None:
    """Let texts with a NUL be sent by a connection."""
    connection.adapters.register_dumper(str, WithoutNul)


def schema_of(address: str, folder: Path, name: str) -> Schema:
    """Return where a store is in the database at an address; raise NoDatabase."""
    try:
        url = sa.make_url(address)
    except ArgumentError as error:
        raise NoDatabase(TOLD) from error
    if url.drivername != SCHEME:
        raise NoDatabase(TOLD)
    return Schema(url, folder, name)


def alone(name: str) -> sa.Select[Any]:
    """Return the statement that waits until nobody else writes a store of a name."""
    return sa.select(sa.func.pg_advisory_xact_lock(sa.func.hashtextextended(name, 0)))


def tables_of(connection: sa.Connection) -> str:
    """Return the names of the tables of a store, as SQL lists them."""
    quote = connection.dialect.identifier_preparer.quote
    return ", ".join(map(quote, sa.inspect(connection).get_table_names()))
