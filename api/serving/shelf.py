"""Answers that are kept, bounded in bytes, and the names that they are found by.

Answers of the same bytes are kept once, whatever they were asked by. Who finds an answer marks it;
who needs room takes the answer that was kept first, and gives a marked one a second chance.
"""

from collections import OrderedDict
from collections.abc import Iterator
from threading import Lock

from prometheus_client.core import Metric

from api.serving.answers import Answer, Variant
from api.serving.metering import counter, gauge
from api.serving.names import Name

MOST_NAMES = 30
SHARE = 4


class Shelf:
    """Answers that are kept, of at most so many bytes in all; of none, if it is zero."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.found: dict[Name, Variant] = {}
        self.kept: OrderedDict[tuple[object, ...], Answer] = OrderedDict()
        self.weight = 0
        self.evictions = 0
        self.lock = Lock()

    @property
    def longest(self) -> int:
        """Return how long an answer may be, so that a few do not push out all others."""
        return self.most // SHARE

    def gauges(self) -> Iterator[Metric]:
        """Return how full it is."""
        yield gauge("cache_bytes", "Bytes that kept answers take, all told.", self.weight)
        yield gauge("cache_limit_bytes", "Bytes that they may take.", self.most)
        yield gauge("cache_entries", "Answers that are kept.", len(self.kept))
        yield counter("cache_evictions", "Answers that made room for others.", self.evictions)

    def keep(self, answer: Answer) -> Answer:
        """Keep an answer; return the one that has the same bytes, if there is one."""
        with self.lock:
            identity = answer.identity
            known = self.kept.get(identity)
            if known and known.body == answer.body:
                return known
            if known is None and answer.weight <= self.longest:
                self.kept[identity] = answer
                answer.shelved = True
                self.weigh(answer)
        return answer

    def name(self, name: Name, variant: Variant) -> None:
        """Find a variant by a name from now on, while its answer is kept."""
        answer = variant.answer
        with self.lock:
            if not answer.shelved or name in self.found:
                return
            self.found[name] = variant
            answer.call(name)
            if len(answer.names) > MOST_NAMES:
                del self.found[answer.forget_name()]
            self.weigh(answer)

    def weigh(self, answer: Answer) -> None:
        """Weigh an answer anew, and make room if all weigh too much."""
        self.weight += answer.weight - answer.counted
        answer.counted = answer.weight
        chances = len(self.kept)
        while self.weight > self.most:
            chances -= 1
            self.make_room(chances > 0)

    def make_room(self, chance: bool) -> None:
        """Take the answer that was kept first, unless it was asked for and has a chance."""
        identity, answer = self.kept.popitem(last=False)
        if chance and answer.asked:
            answer.asked = False
            self.kept[identity] = answer
            return
        self.weight -= answer.counted
        self.evictions += 1
        answer.shelved = False
        for name in answer.names:
            del self.found[name]
        answer.names.clear()
