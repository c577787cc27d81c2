"""How many records of each kind a made-up dataset has.

The measure is a curated dataset of 867 positions. With the number of positions, parties and issues
grow as its fourth root, because a negotiation has few of either; speakers and events as its square
root; sources as its power of three quarters, because a text that is cited once is cited again. An
issue has as many provisions as those of the measure have.
"""

from itertools import accumulate

MEASURE = 867
GROWTH = {
    "parties": (21, 1 / 4),
    "issues": (26, 1 / 4),
    "speakers": (68, 1 / 2),
    "events": (162, 1 / 2),
    "sources": (971, 3 / 4),
}
PROVISIONS = (4, 2, 7, 1, 3, 4, 13, 4, 21, 4, 2, 6)
FEWEST = 2


def sizes(positions: int) -> dict[str, int]:
    """Return how many records of each kind there are beside some positions."""
    return {
        kind: max(FEWEST, round(count * (positions / MEASURE) ** power))
        for kind, (count, power) in GROWTH.items()
    }


def shares(total: int, among: int, power: float) -> list[int]:
    """Return a total shared out by rank: the n-th has the share of 1 / n ** power (Zipf's law)."""
    until = list(accumulate(weights(among, power)))
    bounds = [round(total * one / until[-1]) for one in until]
    return [end - start for start, end in zip([0, *bounds], bounds, strict=False)]


def weights(among: int, power: float) -> list[float]:
    """Return the weight of each rank."""
    return [1 / rank**power for rank in range(1, among + 1)]
