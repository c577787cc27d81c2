"""What is imported is kept, and garbage is looked for again as it was before."""

import gc
from collections.abc import Iterator

import pytest

from api.importing import kept


@pytest.fixture(autouse=True)
def looking() -> Iterator[None]:
    yield
    gc.unfreeze()
    gc.enable()


@pytest.mark.parametrize("before", [True, False])
def test_garbage_is_looked_for_as_before(before: bool) -> None:
    if not before:
        gc.disable()
    with kept("of.no.module"):
        assert not gc.isenabled()
    assert gc.isenabled() is before
    assert gc.get_freeze_count() > 0


def test_it_is_looked_for_again_after_a_failure() -> None:
    with pytest.raises(ImportError), kept("of.no.module"):
        raise ImportError
    assert gc.isenabled()


def test_what_was_imported_before_is_no_reason_to_stop() -> None:
    gc.unfreeze()
    with kept("api.importing"):
        assert gc.isenabled()
    assert gc.get_freeze_count() == 0
