"""What parties hold on provisions on a day: the ground of the matrix and of agreement."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

import numpy as np

from api.store.edition import Edition
from api.store.headlines import Answer, Answers, Query, Read, Record, Standing, standing, whole

ABSENCES = ("none_found", "not_coded")
SILENT = Answer(None, (), 0)
SOME = 2000


class Provision(NamedTuple):
    """A provision and its issue."""

    issue: str
    id: str


@dataclass(frozen=True)
class Comparison:
    """Some provisions and parties, by id, and what stands in their cells, read when it is told."""

    edition: Edition
    provisions: list[Provision]
    parties: list[str]
    standing: Standing
    read: Read

    @classmethod
    def of(cls, edition: Edition, query: Query, read: Read = whole) -> "Comparison":
        """Return the comparison of the provisions and parties that a query chooses."""
        stand = standing(edition.selections, query)
        return cls(edition, chosen(edition, query), parties_of(edition, query), stand, read)

    def parts(self) -> Iterator["Comparison"]:
        """Return it some provisions at a time, so that few records are held at once."""
        counts = self.standing.counts(one.id for one in self.provisions)
        numbers = iter((np.cumsum(counts) // SOME).tolist())
        for _, some in groupby(self.provisions, lambda _: next(numbers)):
            part = list(some)
            stand = self.standing.on(one.id for one in part)
            yield replace(self, provisions=part, standing=stand)

    @cached_property
    def answers(self) -> Answers:
        """What stands in the cells in which something stands."""
        return self.read(self.standing)

    def found(self, provision: Provision, party: str) -> Answer:
        """Return what stands in a cell."""
        return self.answers.get((party, provision.id), SILENT)

    def answer(self, provision: Provision, party: str) -> str:
        """Return the stance of a cell's headline; without one, why (the rule `cell`)."""
        headline = self.found(provision, party).headline
        return str(headline["stance"]) if headline else self.absence(provision, party)

    def absence(self, provision: Provision, party: str) -> str:
        """Return why nothing stands in a cell."""
        return "none_found" if (party, provision.issue) in self.edition.searched else "not_coded"

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


def parties_of(edition: Edition, query: Query) -> list[str]:
    """Return the parties that a query chooses, by id."""
    return sorted(query.get("party", edition.known("parties")))


def chosen(edition: Edition, query: Query) -> list[Provision]:
    """Return the provisions that a query chooses, by issue and id."""
    filters = {"issue": query["issue"]} if "issue" in query else {}
    found = edition.selection("provisions", filters)
    every = sorted(map(Provision, found.values("issue"), found.values("id")))
    wanted = set(query.get("provision", ()))
    return [one for one in every if one.id in wanted] if "provision" in query else every
