"""How far parties agree: each pair of them on each provision that one of them answers."""

from collections import Counter
from collections.abc import Iterator
from itertools import combinations

from api.store.comparison import Comparison, Provision
from api.store.edition import Edition
from api.store.headlines import Query, Record, brief, selection
from api.store.paging import Page, render

FIRM = ("for", "against")
AGREEMENTS = ("aligned", "bridgeable", "opposed", "unknown")


def page(edition: Edition, query: Query) -> Page:
    """Return all pairs that a query asks for, and how often each of them agrees."""
    told = list(pairs(edition, query))
    about = {"pairs": counts(query["party"], told)}
    return Page([render(pair) for pair in told], len(told), selection(query), about=about)


def stream(edition: Edition, query: Query) -> Iterator[str]:
    """Return all pairs that a query asks for as JSON."""
    return map(render, pairs(edition, query))


def pairs(edition: Edition, query: Query) -> Iterator[Record]:
    """Return the pairs by issue and provision, parties in the order that they were named in."""
    comparison, parties = Comparison(edition, query, brief), query["party"]
    for provision in comparison.provisions:
        if any(comparison.found(provision, party).headline for party in parties):
            for first, second in combinations(parties, 2):
                yield pair(comparison, provision, first, second)


def pair(comparison: Comparison, provision: Provision, first: str, second: str) -> Record:
    """Return what is told of two parties on a provision."""
    one, other = side(comparison, provision, first), side(comparison, provision, second)
    found = agreement(one["direction"], other["direction"])
    return {
        "id": f"{provision.id}.{first}.{second}",
        **comparison.told(provision),
        **{f"first_{name}": value for name, value in one.items()},
        **{f"second_{name}": value for name, value in other.items()},
        "agreement": found,
        "agreement_label": comparison.label("agreement", found),
    }


def side(comparison: Comparison, provision: Provision, party: str) -> Record:
    """Return what is told of one party on a provision."""
    headline = comparison.found(provision, party).headline or {}
    answer = comparison.answer(provision, party)
    return {
        "party": party,
        "party_label": comparison.edition.known("parties")[party],
        "answer": answer,
        "answer_label": comparison.answer_label(answer),
        "direction": headline.get("direction"),
        "position": headline.get("id"),
    }


def agreement(first: str | None, second: str | None) -> str:
    """Return how two directions stand to each other (the rule `agreement`)."""
    if first is None or second is None:
        return "unknown"
    if first not in FIRM or second not in FIRM:
        return "bridgeable"
    return "aligned" if first == second else "opposed"


def counts(parties: list[str], told: list[Record]) -> list[Record]:
    """Return, for each pair of parties, how often they agree how."""
    found = Counter((one["first_party"], one["second_party"], one["agreement"]) for one in told)
    return [
        {"first_party": first, "second_party": second}
        | {name: found[first, second, name] for name in AGREEMENTS}
        for first, second in combinations(parties, 2)
    ]
