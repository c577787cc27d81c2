"""Records whose id was changed: each of their old ids leads to one record, for good."""

from collections.abc import Iterator, Mapping

from api.dataset.mistakes import Mistake
from api.dataset.records import Dataset, Record
from schemas.base import LASTING, now_called


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


def check_erratum(dataset: Dataset, erratum: Record) -> Iterator[Mistake]:
    """Refuse to tell of a record by an old id."""
    old = erratum.data["record"]
    if now := dataset.renamed[erratum.data["kind"]].get(old):
        yield erratum.mistake(("record",), now_called(old, now))


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
