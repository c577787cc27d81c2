"""Made-up positions, cell by cell: what a party says on a provision, in the order of the days."""

from collections import Counter
from collections.abc import Iterator
from itertools import accumulate
from random import Random

from api.synthesis.actors import PARTY_POWER, PROVISION_POWER, Written
from api.synthesis.days import CHANCES, DAYS
from api.synthesis.growth import shares, weights
from api.synthesis.statements import Occasion, Setting, statement

MOST_STANDING = 6
REPLACED, REPLACED_OFTEN = (1, 2, 3), (84, 13, 3)


def positions(chance: Random, count: int, parties: int, told: Setting) -> Iterator[Written]:
    """Return the positions by party, issue, provision and day."""
    ranked = weights(len(told.provisions), PROVISION_POWER)
    chance.shuffle(ranked)
    chances = list(accumulate(ranked))
    for number, said in enumerate(shares(count, parties, PARTY_POWER), 1):
        drawn = chance.choices(range(len(ranked)), cum_weights=chances, k=said)
        for place, size in sorted(Counter(drawn).items()):
            yield from cell(chance, f"party-{number}", told.provisions[place], size, told)


def cell(chance: Random, party: str, provision: str, size: int, told: Setting) -> Iterator[Written]:
    """Return what a party says on a provision; few of its positions stand at a time."""
    standing: list[str] = []
    said: Counter[str] = Counter()
    for occasion in sorted(occasion_of(chance, told) for _ in range(size)):
        said[occasion.day] += 1
        again = f"-{said[occasion.day]}" if said[occasion.day] > 1 else ""
        named = {"id": f"{party}-{provision}-{occasion.day}{again}", "party": party}
        replaced = standing[: replaces(chance, len(standing))]
        standing = [*standing[len(replaced) :], named["id"]]
        yield named | {"provision": provision} | statement(chance, party, occasion, replaced, told)


def occasion_of(chance: Random, told: Setting) -> Occasion:
    """Return a day, mostly that of an event, and the event."""
    if chance.random() < 0.7:
        return chance.choice(told.held)
    return Occasion(chance.choices(DAYS, cum_weights=CHANCES)[0], "")


def replaces(chance: Random, standing: int) -> int:
    """Return how many of the standing positions of a cell its next one supersedes."""
    if standing >= MOST_STANDING:
        return 2
    if not standing or chance.random() > 0.67:
        return 0
    return min(chance.choices(REPLACED, REPLACED_OFTEN)[0], standing)
