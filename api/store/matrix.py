"""The matrix: what each chosen party holds on each chosen provision on a day."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache, partial
from itertools import chain
from operator import itemgetter

import numpy as np
import orjson

from api.store.comparison import ABSENCES, SILENT, Comparison, Provision, chosen, parties_of
from api.store.cursors import decode, encode, fingerprint
from api.store.edition import Edition
from api.store.headlines import PROVISION, Answer, Query, Record, briefest, selection, whole
from api.store.paging import Page, members, render

TOLD = (
    "stance", "direction", "summary", "conditions", "speaker", "speaker_label", "authority",
    "said_on", "attribution", "attribution_label",
)  # fmt: skip
QUOTE = ("quote", "quote_language")
UNQUOTED = dict.fromkeys(QUOTE)
NAMES = ("position", *TOLD, *QUOTE)
NOTHING = dict.fromkeys(NAMES) | {"conditions": []}
MOST_POSITIONS, MOST_CELLS = 800, 5000

of_position, of_citation = itemgetter("id", *TOLD), itemgetter(*QUOTE)


def page(edition: Edition, query: Query) -> Page:
    """Return a page of what a query asks for; raise BadCursor.

    It holds whole provisions: all of them, if no more than 800 positions stand on them in no more
    than 5,000 cells, else the first of which that is so.
    """
    every = chosen(edition, query)
    left = every[first_after(every, query) :]
    some = left[: fitting(edition, query, left)]
    narrowed = query | {"provision": [provision.id for provision in some]}
    records = list(chain.from_iterable(parts(edition, narrowed)))
    total = len(every) * (1 if query["layout"] == "wide" else len(parties_of(edition, query)))
    next = cursor_after(query, some[-1]) if len(some) < len(left) else None
    return Page(records, total, selection(query), next)


def fitting(edition: Edition, query: Query, provisions: Sequence[Provision]) -> int:
    """Return how many of some provisions a page has room for; for the first one always."""
    found = edition.selections.of("positions", selection(query))
    standing = dict(found.counts(PROVISION))
    positions = np.cumsum([standing.get(provision.id, 0) for provision in provisions])
    cells = np.arange(1, len(provisions) + 1) * len(parties_of(edition, query))
    fits = (positions <= MOST_POSITIONS) & (cells <= MOST_CELLS)
    return max(1, int(np.count_nonzero(fits)))


def first_after(provisions: Sequence[Provision], query: Query) -> int:
    """Return how many of some provisions do not come after the cursor of a query, if it has one."""
    if "cursor" not in query:
        return 0
    issue, id = map(str, decode(mark_of(query), query["cursor"], (str, str)))
    return bisect_right(provisions, Provision(issue, id))


def cursor_after(query: Query, provision: Provision) -> str:
    """Return the cursor after a provision."""
    return encode(mark_of(query), provision)


def mark_of(query: Query) -> str:
    """Return the fingerprint by which a matrix knows its cursors."""
    return fingerprint("matrix", selection(query), query["layout"])


def stream(edition: Edition, query: Query) -> Iterator[bytes]:
    """Return the cells as JSON, by issue, provision and party; or a row for each provision."""
    return chain.from_iterable(parts(edition, query))


def parts(edition: Edition, query: Query) -> Iterator[list[bytes]]:
    """Return the same, some at a time."""
    if query["layout"] == "wide":
        comparison = Comparison.of(edition, query, briefest)
        yield [render(row(comparison, provision)) for provision in comparison.provisions]
    else:
        comparison = Comparison.of(edition, query, partial(whole, head=headline))
        cells = Cells(comparison)
        for part in comparison.parts():
            yield list(chain.from_iterable(cells.on(part, one) for one in part.provisions))


def row(comparison: Comparison, provision: Provision) -> Record:
    """Return what every party answers to a provision."""
    told = comparison.told(provision)
    answers = {party: comparison.answer(provision, party) for party in comparison.parties}
    return {"id": told.pop("provision")} | told | answers


class Cells:
    """The cells of a comparison as JSON, joined of what they share with others."""

    def __init__(self, comparison: Comparison) -> None:
        self.comparison = comparison
        self.parties = {party: members(self.of_party(party)) for party in comparison.parties}
        self.answered = cache(self.worded)
        self.silence = members(held(SILENT))

    def on(self, part: Comparison, provision: Provision) -> Iterator[bytes]:
        """Return what each party holds on a provision, of which a part of it tells."""
        told = members(part.told(provision))
        for party, whose in self.parties.items():
            found = part.found(provision, party)
            if found.headline:
                answer, what = found.headline["stance"], members(held(found))
            else:
                answer, what = part.absence(provision, party), self.silence
            id = f"{provision.id}.{party}".encode()
            yield b'{"id":"%b",%b,%b,%b,%b}' % (id, whose, told, self.answered(answer), what)

    def of_party(self, party: str) -> Record:
        """Return whose cell it is."""
        return {"party": party, "party_label": self.comparison.edition.known("parties")[party]}

    def worded(self, answer: str) -> bytes:
        """Return what a cell tells of its answer, up to the position."""
        state = answer if answer in ABSENCES else "coded"
        told = {
            "answer": answer,
            "answer_label": self.comparison.answer_label(answer),
            "state": state,
            "state_label": self.comparison.label("coverage_state", state),
        }
        return members(told)


def held(found: Answer) -> Record:
    """Return what a cell tells of its headline, and of what stands beside it."""
    return {
        **(found.headline or NOTHING),
        "other_count": len(found.others),
        "others": found.others,
        "independent_sources": found.origins,
    }


def headline(body: bytes) -> Record:
    """Return what a cell tells of its headline, with the first quote that is cited."""
    position = orjson.loads(body)
    cited = next((one for one in position["citations"] if one["quote"]), UNQUOTED)
    return dict(zip(NAMES, (*of_position(position), *of_citation(cited)), strict=True))
