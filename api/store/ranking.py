"""Several numbers taken as one, so that counting and ordering by all of them is done at once."""

import math
from collections.abc import Sequence

import numpy as np

from api.store.marks import Array

LARGEST = 2**62
FORMS = (np.uint32, np.int64)


def numbered(codes: Sequence[Array], sizes: Sequence[int]) -> Array:
    """Return a number for each combination of codes, each below its size, in their order."""
    largest = math.prod(sizes)
    crossed = codes[0].astype(next(form for form in FORMS if largest <= np.iinfo(form).max))
    for one, size in zip(codes[1:], sizes[1:], strict=True):
        np.multiply(crossed, size, out=crossed)
        np.add(crossed, one, out=crossed, casting="unsafe")
    return crossed


def occurrences(codes: Array) -> Array:
    """Return how often each code occurs; bytes are counted two at a time, which is faster."""
    if codes.itemsize > 1:
        return np.bincount(codes)
    even = len(codes) // 2 * 2
    pairs = np.bincount(codes[:even].view(np.uint16), minlength=2**16).reshape(2**8, 2**8)
    counts: Array = pairs.sum(0) + pairs.sum(1) + np.bincount(codes[even:], minlength=2**8)
    return counts


def ordered(ranks: Sequence[Array], count: int | None = None) -> Array:
    """Return the places of the first, or of all, in the order of some ranks, which ascend."""
    lowest = [int(rank.min(initial=0)) for rank in ranks]
    sizes = [int(rank.max(initial=0)) - low + 1 for rank, low in zip(ranks, lowest, strict=True)]
    if math.prod(sizes) > LARGEST:
        return np.lexsort(ranks[::-1])
    rising = [rank - low for rank, low in zip(ranks, lowest, strict=True)]
    return first_of(numbered(rising, sizes), count)


def first_of(keys: Array, count: int | None) -> Array:
    """Return the places of the smallest keys, or of all, in their order."""
    if count is None or count >= len(keys):
        return np.argsort(keys)
    first = np.argpartition(keys, count)[:count]
    return first[np.argsort(keys[first])]
