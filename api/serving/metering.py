"""What is counted of one process, in the words of Prometheus."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import count
from threading import Lock

from prometheus_client import CollectorRegistry, Histogram
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

Told = tuple[str, ...]
Gauges = Callable[[], Iterable[Metric]]

SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10)
CACHE, SHARED, APPLICATION = "cache", "shared", "application"
LABELS = ("endpoint", "status", "format", "source")


class Tally:
    """How often something was; threads may `add` at once, which is one step and needs no lock."""

    __slots__ = ("add", "lock", "looks")

    def __init__(self) -> None:
        self.add = count().__next__
        self.looks = 0
        self.lock = Lock()

    @property
    def number(self) -> int:
        """How often it was by now; to look counts too, and is taken off."""
        with self.lock:
            number = self.add() - self.looks
            self.looks += 1
        return number


class Meter(Collector):
    """Answers by what was asked and where they came from, and how long computing them took."""

    def __init__(self, gauges: Sequence[Gauges] = ()) -> None:
        self.registry = CollectorRegistry()
        self.answers: dict[tuple[Told, str], Tally] = {}
        self.gauges = gauges
        self.lock = Lock()
        self.seconds = Histogram(
            "parley_computing_seconds",
            "Time until the application had an answer; answers from the cache take none.",
            ["endpoint"],
            buckets=SECONDS,
            registry=self.registry,
        )
        self.timing = cache(self.seconds.labels)
        self.registry.register(self)

    def tally(self, told: Told, source: str) -> Tally:
        """Return what counts answers of an endpoint, a status and a format from one source."""
        known = self.answers.get((told, source))
        if known is None:
            with self.lock:
                known = self.answers.setdefault((told, source), Tally())
        return known

    def collect(self) -> Iterator[Metric]:
        """Return what was counted by now."""
        answers = CounterMetricFamily(
            "parley_answers",
            "Answers by endpoint, status and format, and by what they came from.",
            labels=LABELS,
        )
        with self.lock:
            counted = list(self.answers.items())
        for (told, source), tally in counted:
            answers.add_metric([*told, source], tally.number)
        yield answers
        for gauges in self.gauges:
            yield from gauges()


def gauge(name: str, told: str, value: float) -> Metric:
    """Return a value that goes up and down."""
    return GaugeMetricFamily(f"parley_{name}", told, value=value)


def counter(name: str, told: str, value: float) -> Metric:
    """Return a value that only goes up."""
    return CounterMetricFamily(f"parley_{name}", told, value=value)


def info(name: str, told: str, labels: dict[str, str]) -> Metric:
    """Return what is told by labels alone."""
    family = GaugeMetricFamily(f"parley_{name}_info", told, labels=list(labels))
    family.add_metric(list(labels.values()), 1)
    return family
