"""What parties hold on provisions on a day: the ground of the matrix and of agreement."""

from functools import cache
from typing import Any, NamedTuple

import sqlalchemy as sa

from api.store.headlines import Answer, Query, Record, read
from api.store.store import Edition
from api.store.tables import TABLES, alive

ABSENCES = ("none_found", "not_coded")
SILENT = Answer(None, (), 0)


class Provision(NamedTuple):
    """A provision and its issue."""

    issue: str
    id: str


class Comparison:
    """The provisions and parties that a query chooses, by id, and what stands in their cells."""

    def __init__(self, edition: Edition, query: Query) -> None:
        self.edition = edition
        self.provisions = chosen(edition, query)
        self.parties = sorted(query.get("party", edition.known("parties")))
        self.searched = {tuple(row) for row in edition.read(every_search())}
        with edition.engine.connect() as connection:
            self.answers = read(connection, edition.number, query)

    def found(self, provision: Provision, party: str) -> Answer:
        """Return what stands in a cell."""
        return self.answers.get((party, provision.id), SILENT)

    def answer(self, provision: Provision, party: str) -> str:
        """Return the stance of a cell's headline; without one, why (the rule `cell`)."""
        if headline := self.found(provision, party).headline:
            return str(headline["stance"])
        return "none_found" if (party, provision.issue) in self.searched else "not_coded"

    def label(self, vocabulary: str, code: str) -> str:
        """Return the readable name of a code; in a release that lacks it, the code with spaces."""
        return self.edition.known(f"codebook.{vocabulary}").get(code, code.replace("_", " "))

    def answer_label(self, code: str) -> str:
        """Return the readable name of an answer."""
        return self.label("coverage_state" if code in ABSENCES else "stance", code)

    def told(self, provision: Provision) -> Record:
        """Return a provision as the records of a comparison tell it."""
        return {
            "issue": provision.issue,
            "issue_label": self.edition.known("issues")[provision.issue],
            "provision": provision.id,
            "provision_label": self.edition.known("provisions")[provision.id],
        }


def chosen(edition: Edition, query: Query) -> list[Provision]:
    """Return the provisions that a query chooses, by issue and id."""
    every = [Provision(row.issue, row.id) for row in edition.read(every_provision())]
    issues, ids = query.get("issue"), query.get("provision")
    return sorted(
        one
        for one in every
        if (issues is None or one.issue in issues) and (ids is None or one.id in ids)
    )


@cache
def every_provision() -> sa.Select[Any]:
    """Return the statement that selects all provisions with their issues."""
    table = TABLES["provisions"].c
    return sa.select(table.id, table.issue).where(alive("provisions"))


@cache
def every_search() -> sa.Select[Any]:
    """Return the statement that selects each party and issue for which texts were searched."""
    table = TABLES["coverage"].c
    searched = table.searched_until != ""
    return sa.select(table.party, table.issue).where(alive("coverage"), searched)
