"""Open a built store."""

import json
import weakref
from collections.abc import Mapping
from functools import cached_property
from itertools import chain
from typing import Any

import sqlalchemy as sa

from api.store.bodies import Bodies
from api.store.changes import Changes, Namesakes, comparison, namesakes, succession
from api.store.columns import Columns
from api.store.edition import Edition
from api.store.locations import Location
from api.store.ordering import Orders
from api.store.selection import Selections
from api.store.tables import DRAFT, EDITIONS
from schemas.queries import LATEST


class Store:
    """All editions of a dataset: its releases, and the draft that is being worked on."""

    def __init__(self, location: Location) -> None:
        self.engine = location.open()
        self.version = location.name
        self.columns = Columns(self.engine)
        self.orders = Orders(self.columns)
        self.bodies = Bodies(self.engine)
        weakref.finalize(self, self.engine.dispose)
        with self.engine.connect() as connection:
            rows = connection.execute(sa.select(EDITIONS).order_by(EDITIONS.c.number)).all()
        self.names = [row.name for row in rows]
        self.folders = {row.name: location.folder / row.folder for row in rows}
        self.opened: dict[str, Edition] = {}
        self.edition(LATEST)
        self.engine.dispose()

    def codes(self, vocabulary: str) -> list[str]:
        """Return the values of a vocabulary in the latest release and in the draft."""
        known = [self.edition(name).orders.get(vocabulary, []) for name in (LATEST, DRAFT)]
        return list(dict.fromkeys(chain.from_iterable(known)))

    def edition(self, name: str) -> Edition:
        """Return a release by its number, the `latest` or the `draft`; raise UnknownEdition."""
        if name == LATEST:
            return self.edition(self.names[max(len(self.names) - 2, 0)])
        if name not in self.names:
            raise UnknownEdition(name)
        if name not in self.opened:
            selections = Selections(self.columns, self.orders, self.bodies, self.names.index(name))
            self.opened[name] = Edition(selections, name)
        return self.opened[name]

    def known(self, target: str) -> Mapping[str, str]:
        """Return what a value may name in any edition, with labels."""
        return dict(
            chain.from_iterable(self.edition(one).known(target).items() for one in self.names)
        )

    def changes(self) -> Changes:
        """Return what changed from release to release."""
        cards = [self.card(name) for name in self.names[:-1]]
        return succession(self.engine, cards, self.same)

    def card(self, release: str) -> dict[str, Any]:
        """Return the card of a release."""
        card: dict[str, Any] = json.loads(self.edition(release).get("releases", release) or "{}")
        return card

    def differences(self, earlier: str, later: str) -> Changes:
        """Return what changed from one edition to another; raise UnknownEdition."""
        return comparison(self.engine, self.edition(earlier), self.edition(later), self.same)

    @cached_property
    def same(self) -> Namesakes:
        """All ids that a party or an issue ever had, by each of them."""
        with self.engine.connect() as connection:
            return namesakes(connection)


class UnknownEdition(LookupError):
    """A name of no edition."""
