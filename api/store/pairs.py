"""How far parties agree: each pair of them on each provision that one of them answers."""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import chain, combinations
from typing import NamedTuple

from api.store.comparison import Comparison, Provision
from api.store.edition import Edition
from api.store.headlines import Query, Record, brief, selection
from api.store.paging import Page, members, render

FIRM = ("for", "against")
PLACES = ("first", "second")
AGREEMENTS = ("aligned", "bridgeable", "opposed", "unknown")


class Side(NamedTuple):
    """A party on a provision, and what is told of it as JSON where it is first or second."""

    party: str
    direction: str | None
    first: bytes
    second: bytes


class Pair(NamedTuple):
    """Two parties, how they agree on a provision, and what is told of it as JSON."""

    first: str
    second: str
    agreement: str
    body: bytes


def page(edition: Edition, query: Query) -> Page:
    """Return all pairs that a query asks for, and how often each of them agrees."""
    told = list(pairs(edition, query))
    about = {"pairs": counts(query["party"], told)}
    return Page([pair.body for pair in told], len(told), selection(query), about=about)


def stream(edition: Edition, query: Query) -> Iterator[bytes]:
    """Return all pairs that a query asks for as JSON."""
    return (pair.body for pair in pairs(edition, query))


def pairs(edition: Edition, query: Query) -> Iterator[Pair]:
    """Return the pairs by issue and provision, parties in the order that they were named in."""
    comparison = Comparison.of(edition, query, brief)
    telling = Telling(comparison, query["party"])
    return chain.from_iterable(map(telling.pairs, comparison.provisions))


class Telling:
    """Pairs as JSON, joined of what they share with others."""

    def __init__(self, comparison: Comparison, parties: Sequence[str]) -> None:
        self.comparison = comparison
        self.parties = parties
        self.worded = cache(self.wording)
        self.verdicts = {one: members(verdict(comparison, one)) for one in AGREEMENTS}

    def pairs(self, provision: Provision) -> Iterator[Pair]:
        """Return each two parties on a provision, if one of all has an answer."""
        if any(self.comparison.found(provision, party).headline for party in self.parties):
            told = members(self.comparison.told(provision))
            sides = [self.side(provision, party) for party in self.parties]
            for first, second in combinations(sides, 2):
                yield self.pair(provision, told, first, second)

    def side(self, provision: Provision, party: str) -> Side:
        """Return what is told of a party on a provision, as the first or the second of a pair."""
        head = self.comparison.found(provision, party).headline or {}
        answer, direction = self.comparison.answer(provision, party), head.get("direction")
        first, second = self.worded(party, answer, direction)
        id = render(head.get("id"))
        return Side(party, direction, first + id, second + id)

    def pair(self, provision: Provision, told: bytes, one: Side, other: Side) -> Pair:
        """Return two parties on a provision."""
        found = agreement(one.direction, other.direction)
        id = f"{provision.id}.{one.party}.{other.party}".encode()
        parts = (id, told, one.first, other.second, self.verdicts[found])
        return Pair(one.party, other.party, found, b'{"id":"%b",%b,%b,%b,%b}' % parts)

    def wording(self, party: str, answer: str, direction: str | None) -> tuple[bytes, ...]:
        """Return what is told of a party as the first and the second, up to its position's id."""
        side = {
            "party": party,
            "party_label": self.comparison.edition.known("parties")[party],
            "answer": answer,
            "answer_label": self.comparison.answer_label(answer),
            "direction": direction,
        }
        told = [{f"{place}_{name}": value for name, value in side.items()} for place in PLACES]
        return tuple(
            b'%b,"%b_position":' % (members(one), place.encode())
            for place, one in zip(PLACES, told, strict=True)
        )


def verdict(comparison: Comparison, found: str) -> Record:
    """Return what is told of how two parties agree."""
    return {"agreement": found, "agreement_label": comparison.label("agreement", found)}


def agreement(first: str | None, second: str | None) -> str:
    """Return how two directions stand to each other (the rule `agreement`)."""
    if first is None or second is None:
        return "unknown"
    if first not in FIRM or second not in FIRM:
        return "bridgeable"
    return "aligned" if first == second else "opposed"


def counts(parties: list[str], told: list[Pair]) -> list[Record]:
    """Return, for each pair of parties, how often they agree how."""
    found = Counter(pair[:3] for pair in told)
    return [
        {"first_party": first, "second_party": second}
        | {name: found[first, second, name] for name in AGREEMENTS}
        for first, second in combinations(parties, 2)
    ]
