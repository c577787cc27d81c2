"""The matrix: what each chosen party holds on each chosen provision on a day."""

from collections.abc import Iterator

from api.store.comparison import ABSENCES, SILENT, Comparison, Provision
from api.store.edition import Edition
from api.store.headlines import Answer, Query, Record, selection
from api.store.paging import Page, members, render
from schemas.matrix import CellSchema

ANSWERED = list(CellSchema().fields)[list(CellSchema().fields).index("answer") :]
NOTHING = dict.fromkeys(ANSWERED) | {"conditions": []}
TOLD = (
    "stance", "direction", "summary", "conditions", "speaker", "speaker_label", "authority",
    "said_on", "attribution", "attribution_label",
)  # fmt: skip


def page(edition: Edition, query: Query) -> Page:
    """Return everything that a query asks for."""
    bodies = list(stream(edition, query))
    return Page(bodies, len(bodies), selection(query))


def stream(edition: Edition, query: Query) -> Iterator[bytes]:
    """Return the cells as JSON, by issue, provision and party; or a row for each provision."""
    comparison = Comparison(edition, query)
    if query["layout"] == "wide":
        yield from (render(row(comparison, provision)) for provision in comparison.provisions)
    else:
        silences = Silences(comparison)
        for provision in comparison.provisions:
            for party in comparison.parties:
                if comparison.found(provision, party).headline:
                    yield render(cell(comparison, provision, party))
                else:
                    yield silences.cell(provision, party)


def row(comparison: Comparison, provision: Provision) -> Record:
    """Return what every party answers to a provision."""
    told = comparison.told(provision)
    answers = {party: comparison.answer(provision, party) for party in comparison.parties}
    return {"id": told.pop("provision")} | told | answers


def cell(comparison: Comparison, provision: Provision, party: str) -> Record:
    """Return what a party holds on a provision."""
    found, answer = comparison.found(provision, party), comparison.answer(provision, party)
    told = of_party(comparison, party) | comparison.told(provision)
    return {"id": f"{provision.id}.{party}"} | told | answered(comparison, answer, found)


def of_party(comparison: Comparison, party: str) -> Record:
    """Return whose cell it is."""
    return {"party": party, "party_label": comparison.edition.known("parties")[party]}


def answered(comparison: Comparison, answer: str, found: Answer) -> Record:
    """Return what a cell tells of its answer."""
    state = "coded" if found.headline else answer
    return {
        **NOTHING,
        "answer": answer,
        "answer_label": comparison.answer_label(answer),
        "state": state,
        "state_label": comparison.label("coverage_state", state),
        **(of_headline(found.headline) if found.headline else {}),
        "other_count": len(found.others),
        "others": found.others,
        "independent_sources": found.origins,
    }


class Silences:
    """Cells without a headline, most of a matrix: joined of what they share with others."""

    def __init__(self, comparison: Comparison) -> None:
        self.comparison = comparison
        self.parties = {one: members(of_party(comparison, one)) for one in comparison.parties}
        self.provisions = {one.id: members(comparison.told(one)) for one in comparison.provisions}
        self.absences = {one: members(answered(comparison, one, SILENT)) for one in ABSENCES}

    def cell(self, provision: Provision, party: str) -> bytes:
        """Return a cell as JSON."""
        of_party, told = self.parties[party], self.provisions[provision.id]
        absence = self.absences[self.comparison.answer(provision, party)]
        id = f"{provision.id}.{party}".encode()
        return b'{"id":"%b",%b,%b,%b}' % (id, of_party, told, absence)


def of_headline(position: Record) -> Record:
    """Return what a cell tells of its headline, with the first quote that is cited."""
    told = {name: position[name] for name in TOLD}
    quotes = [cited for cited in position["citations"] if cited["quote"]]
    first = quotes[0] if quotes else dict.fromkeys(("quote", "quote_language"))
    quote = {name: first[name] for name in ("quote", "quote_language")}
    return {"position": position["id"]} | told | quote
