"""Records whose id was changed: each of their old ids leads to one record, for good."""

from collections.abc import Iterator, Mapping

from api.dataset.mistakes import Mistake
from api.dataset.records import Dataset, Record
from schemas.base import LASTING


def check_aliases(dataset: Dataset) -> Iterator[Mistake]:
    """Refuse an old id that leads to another record too, or to none but its own."""
    for kind in LASTING:
        known = dataset.of(kind)
        bearers: dict[str, str] = {}
        for id, record in known.items():
            for number, alias in enumerate(record.data["aliases"] if record.whole else ()):
                if reason := fault(known, bearers, id, alias):
                    yield record.mistake(("aliases", number), reason)
                bearers.setdefault(alias, id)


def fault(
    known: Mapping[str, Record], bearers: Mapping[str, str], id: str, alias: str
) -> str | None:
    """Say what is wrong with an alias of a record, given who bears which alias so far."""
    if alias == id:
        return f"{alias!r} is what it is called now; name what it was called before."
    if alias in known:
        return f"{alias!r} is taken by {known[alias].where}."
    if bearers.get(alias) == id:
        return f"Holds {alias!r} twice."
    return f"{alias!r} is an alias of {bearers[alias]!r} already." if alias in bearers else None
