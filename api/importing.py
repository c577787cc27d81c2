"""Import modules without looking for garbage: what they make is kept as long as they are."""

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def kept(module: str) -> Iterator[None]:
    """Look for no garbage while a module is imported, and never through what is there by then."""
    if module in sys.modules:
        yield
        return
    looking = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if looking:
            gc.enable()
