"""How far parties agree: each pair of them on each provision that one of them answers."""

from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import combinations
from typing import NamedTuple

from api.store.comparison import Comparison, Provision
from api.store.edition import Edition
from api.store.headlines import Query, Record, brief, selection
from api.store.paging import Page, members, render

FIRM = ("for", "against")
PLACES = ("first", "second")
AGREEMENTS = ("aligned", "bridgeable", "opposed", "unknown")


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
    comparison, parties = Comparison(edition, query, brief), query["party"]
    telling = Telling(comparison)
    for provision in comparison.provisions:
        if any(comparison.found(provision, party).headline for party in parties):
            told = members(comparison.told(provision))
            for first, second in combinations(parties, 2):
                yield telling.pair(provision, told, first, second)


class Telling:
    """Pairs as JSON, joined of what they share with others."""

    def __init__(self, comparison: Comparison) -> None:
        self.comparison = comparison
        self.side = cache(self.worded)
        self.verdicts = {one: members(verdict(comparison, one)) for one in AGREEMENTS}

    def pair(self, provision: Provision, told: bytes, first: str, second: str) -> Pair:
        """Return two parties on a provision."""
        parties = (first, second)
        heads = [self.comparison.found(provision, party).headline or {} for party in parties]
        sides = [
            self.side(place, party, self.comparison.answer(provision, party), head.get("direction"))
            for place, party, head in zip(PLACES, parties, heads, strict=True)
        ]
        one, other = (
            side + render(head.get("id")) for side, head in zip(sides, heads, strict=True)
        )
        found = agreement(*(head.get("direction") for head in heads))
        id = f"{provision.id}.{first}.{second}".encode()
        parts = (id, told, one, other, self.verdicts[found])
        return Pair(first, second, found, b'{"id":"%b",%b,%b,%b,%b}' % parts)

    def worded(self, place: str, party: str, answer: str, direction: str | None) -> bytes:
        """Return what is told of one party, up to the id of its position."""
        side = {
            "party": party,
            "party_label": self.comparison.edition.known("parties")[party],
            "answer": answer,
            "answer_label": self.comparison.answer_label(answer),
            "direction": direction,
        }
        told = members({f"{place}_{name}": value for name, value in side.items()})
        return b'%b,"%b_position":' % (told, place.encode())


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
