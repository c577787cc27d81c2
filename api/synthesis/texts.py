"""Made-up texts: words of no language among some of diplomacy, frequent and rare as words are."""

from itertools import accumulate, product
from random import Random

from api.synthesis.growth import weights

DIPLOMACY = (
    "the of and to a in for on that is with by as its be from any all under not before after "
    "agreement ceasefire guarantee border observers withdrawal force sanction election exchange "
    "return monitoring treaty proposal talks delegation meeting settlement condition demand "
    "request offer reply deadline verification corridor harbour prisoners assets grain energy "
    "reconstruction council mandate protocol annex clause article signature ratification partner "
    "mission zone line passage transit supply halt resumption approval consent draft text"
)
SYLLABLES = ("ba", "de", "ki", "lo", "mu", "na", "pe", "ri", "so", "tu", "va", "zen")
INVENTED = ["".join(reversed(parts)) for parts in product(SYLLABLES, repeat=3)]
WORDS = [*DIPLOMACY.split(), *INVENTED]
CHANCES = list(accumulate(weights(len(WORDS), 0.9)))
LETTERS = 6


def sentence(chance: Random, shortest: int, longest: int) -> str:
    """Return a sentence of about as many letters as were drawn between two numbers."""
    length = chance.randint(shortest, longest)
    words = chance.choices(WORDS, cum_weights=CHANCES, k=max(length // LETTERS, 2))
    return " ".join(words)[: longest - 1].strip().capitalize() + "."
