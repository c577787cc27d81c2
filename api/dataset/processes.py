"""Do the same work on many parts of something, on all processors, in order."""

import gc
import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from multiprocessing.pool import Pool
from typing import Any

AHEAD = 2

shared: list[Any] = []


class Crew:
    """Processes that share what they were begun with; `work` is given that and a task."""

    def __init__(self, pool: Pool) -> None:
        self.pool = pool

    def each(self, work: Callable[..., Any], tasks: Iterable[tuple[Any, ...]]) -> Iterator[Any]:
        """Return what comes of each task, in order; no more tasks are held than can be done."""
        waiting: deque[Any] = deque()
        for task in tasks:
            waiting.append(self.pool.apply_async(done, (work, task)))
            if len(waiting) > AHEAD * processors():
                yield waiting.popleft().get()
        while waiting:
            yield waiting.popleft().get()


@contextmanager
def crew(*begun_with: Any) -> Iterator[Crew]:
    """Begin a process for each processor; they end when the work does."""
    # Forked, so that what they begin with is neither copied nor sent; frozen, so that no process
    # looks through it for garbage. What comes of the work holds no cycles, so none are looked for.
    looking = gc.isenabled()
    gc.freeze()
    gc.disable()
    try:
        context = multiprocessing.get_context("fork")
        with context.Pool(processors(), initializer=shared.extend, initargs=(begun_with,)) as pool:
            yield Crew(pool)
    finally:
        if looking:
            gc.enable()


def done(work: Callable[..., Any], task: tuple[Any, ...]) -> Any:
    """Do one task in a process of the crew."""
    return work(*shared, *task)


def processors() -> int:
    """Return how many processors may be used."""
    return len(os.sched_getaffinity(0))
