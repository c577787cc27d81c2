"""Check records against each other and against the places of their files."""

from collections.abc import Callable, Iterator, Mapping

from api.dataset.chains import check_loops, check_supersession
from api.dataset.codebooks import check_directions, check_twice, check_vocabularies, twice
from api.dataset.mistakes import Mistake
from api.dataset.offices import office_of
from api.dataset.records import Dataset, Record
from api.dataset.references import check_references
from api.dataset.renaming import check_aliases, check_erratum
from schemas.edtf import bounds

Mistakes = Iterator[Mistake]
Checks = Mapping[str, tuple[Callable[[Dataset, Record], Mistakes], ...]]


def check(dataset: Dataset, checks: Checks) -> Mistakes:
    """Find all mistakes that no record shows on its own."""
    if codebook_is_whole(dataset):
        yield from check_references(dataset)
    for kind in checks:
        for record in dataset.of(kind).values():
            yield from check_record(dataset, record, checks)
    yield from check_loops(dataset)
    yield from check_aliases(dataset)


def check_record(dataset: Dataset, record: Record, checks: Checks) -> Mistakes:
    """Find the mistakes of one record among the others."""
    for check_one in checks.get(record.kind, ()) if record.whole else ():
        yield from check_one(dataset, record)


def codebook_is_whole(dataset: Dataset) -> bool:
    """Tell whether there is a codebook to hold records to."""
    return any(record.whole for record in dataset.of("codebook").values())


def check_name(dataset: Dataset, record: Record) -> Mistakes:
    """Ask the only record of its kind to be called by it."""
    if record.data["id"] != record.kind:
        yield record.mistake(("id",), f"Must be {record.kind!r}.")


def check_moments(dataset: Dataset, card: Record) -> Mistakes:
    """Refuse two moments of one id, and a day that belongs to two."""
    moments = card.data["moments"]
    yield from twice(card, ("moments",), moments)
    for number, moment in enumerate(moments):
        for earlier in moments[:number]:
            if bounds(earlier["days"]).overlaps(bounds(moment["days"])):
                reason = f"Shares days with {earlier['id']!r}."
                yield card.mistake(("moments", number, "days"), reason)


def check_measured(dataset: Dataset, reliability: Record) -> Mistakes:
    """Refuse a variable that is measured twice."""
    named = [{"id": one["variable"]} for one in reliability.data["variables"]]
    yield from twice(reliability, ("variables",), named)


def check_coded_once(dataset: Dataset, coding: Record) -> Mistakes:
    """Refuse a position that an earlier unit holds."""
    for id, other in dataset.of("codings").items():
        if id == coding.data["id"]:
            return
        if other.data.get("position") == coding.data["position"]:
            yield coding.mistake(("position",), f"Is coded in {id!r} already.")


def check_source_place(dataset: Dataset, source: Record) -> Mistakes:
    """Hold a source's id to its file's name."""
    if source.data["id"] != source.path.stem:
        yield source.mistake(("id",), f"Must equal the file's name, {source.path.stem!r}.")


def check_source_origin(dataset: Dataset, source: Record) -> Mistakes:
    """Ask of every rendition but an original what it is a rendition of."""
    original = source.data["rendition"] == "original"
    if original == bool(source.data["rendition_of"]):
        reason = "An original is no rendition_of another; every other rendition is."
        yield source.mistake(("rendition_of",), reason)
    elif source.data["rendition_of"] == source.data["id"]:
        yield source.mistake(("rendition_of",), "A source is not a rendition of itself.")
    copied = dataset.of("sources").get(source.data["rendition_of"] or "")
    if copied and copied.data.get("rendition_of") and copied is not source:
        reason = f"{copied.data['id']!r} is itself a rendition; name its original."
        yield source.mistake(("rendition_of",), reason)
    if source.data["text_lines"] and not source.data["text_sha256"]:
        yield source.mistake(("text_lines",), "Lines need the text_sha256 of their text.")


def check_position_place(dataset: Dataset, position: Record) -> Mistakes:
    """Hold a position's party and issue to its folder and file."""
    party, issue = position.path.parent.name, position.path.stem
    if position.data["party"] != party:
        yield position.mistake(("party",), f"Must be {party!r}, the name of the folder.")
    provision = dataset.of("provisions").get(position.data["provision"])
    if provision and provision.data["issue"] != issue:
        right = provision.data["issue"]
        reason = f"Belongs to the issue {right!r}: move the position to {party}/{right}.yaml."
        yield position.mistake(("provision",), reason)


def check_speaker(dataset: Dataset, position: Record) -> Mistakes:
    """Ask that the speaker belongs to the party, and held an office on that day."""
    speaker = dataset.of("speakers").get(position.data["speaker"])
    if speaker is None or not speaker.whole:
        return
    home = dataset.of("parties").get(speaker.data["party"])
    blocs = home.data.get("member_of", []) if home else []
    if position.data["party"] not in (speaker.data["party"], *blocs):
        reason = f"Speaks for {speaker.data['party']!r}, not for {position.data['party']!r}."
        yield position.mistake(("speaker",), reason)
    if office_of(dataset, position.data) is None:
        reason = f"Held no office on {position.data['said_on']}, by the record of the speaker."
        yield position.mistake(("speaker",), reason)


def check_event(dataset: Dataset, position: Record) -> Mistakes:
    """Ask that a position could have been said on its occasion."""
    event = dataset.of("events").get(position.data["event"])
    said_on = position.data["said_on"]
    if event and event.whole and not bounds(event.data["held_on"]).overlaps(bounds(said_on)):
        reason = f"The event was held on {event.data['held_on']}, the position said on {said_on}."
        yield position.mistake(("event",), reason)


def check_citations(dataset: Dataset, position: Record) -> Mistakes:
    """Refuse to cite a source that nobody read, or one that was published before the statement."""
    said = bounds(position.data["said_on"])
    for number, citation in enumerate(position.data["citations"]):
        source = dataset.of("sources").get(citation["source"])
        published = source.data.get("published_on") if source else None
        place = ("citations", number, "source")
        if source and source.data.get("extent") == "unread":
            reason = f"{citation['source']!r} was not read; cite the rendition that was."
            yield position.mistake(place, reason)
        if published and bounds(published).latest < (said.earliest or said.latest):
            reason = f"{citation['source']!r} was published before this was said, on {published}."
            yield position.mistake(place, reason)


def check_quotes(dataset: Dataset, position: Record) -> Mistakes:
    """Refuse a quote from a rewrite or a back translation: its wording is not the official's."""
    for number, citation in enumerate(position.data["citations"]):
        source = dataset.of("sources").get(citation["source"])
        rewritten = source is not None and source.data.get("rendition") == "rewrite"
        if citation["quote"] and (rewritten or citation["text_source"] == "back_translation"):
            reason = "A rewritten or back-translated wording is not a quote."
            yield position.mistake(("citations", number, "quote"), reason)


CHECKS: Checks = {
    "dataset": (check_name, check_moments),
    "reliability": (check_name, check_measured),
    "codings": (check_coded_once,),
    "errata": (check_erratum,),
    "codebook": (check_name, check_vocabularies, check_twice, check_directions),
    "sources": (check_source_origin,),
    "positions": (
        check_speaker,
        check_event,
        check_citations,
        check_quotes,
        check_supersession,
    ),
}
PLACED: Checks = {
    "sources": (check_source_place, *CHECKS["sources"]),
    "positions": (check_position_place, *CHECKS["positions"]),
}
