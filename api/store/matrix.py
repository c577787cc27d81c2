"""The matrix: what each chosen party holds on each chosen provision on a day."""

from collections.abc import Iterator
from functools import cache, partial
from itertools import chain
from operator import itemgetter

import orjson

from api.store.comparison import ABSENCES, SILENT, Comparison, Provision
from api.store.edition import Edition
from api.store.headlines import Answer, Query, Record, briefest, selection, whole
from api.store.paging import Page, members, render

TOLD = (
    "stance", "direction", "summary", "conditions", "speaker", "speaker_label", "authority",
    "said_on", "attribution", "attribution_label",
)  # fmt: skip
QUOTE = ("quote", "quote_language")
UNQUOTED = dict.fromkeys(QUOTE)
NAMES = ("position", *TOLD, *QUOTE)
NOTHING = dict.fromkeys(NAMES) | {"conditions": []}

of_position, of_citation = itemgetter("id", *TOLD), itemgetter(*QUOTE)


def page(edition: Edition, query: Query) -> Page:
    """Return everything that a query asks for, many records in each body."""
    bodies, total = [], 0
    for records in parts(edition, query):
        bodies.append(b",".join(records))
        total += len(records)
    return Page(bodies, total, selection(query))


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
            answer = self.answered(part.answer(provision, party))
            what = members(held(found)) if found.headline else self.silence
            id = f"{provision.id}.{party}".encode()
            yield b'{"id":"%b",%b,%b,%b,%b}' % (id, whose, told, answer, what)

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
