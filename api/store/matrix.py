"""The matrix: what each chosen party holds on each chosen provision on a day."""

from collections.abc import Iterator

from api.store.comparison import Comparison, Provision
from api.store.headlines import Query, Record, selection
from api.store.paging import Page, render
from api.store.store import Edition
from schemas.matrix import CellSchema

MEMBERS = tuple(CellSchema().fields)
NOTHING = dict.fromkeys(MEMBERS) | {"conditions": []}
TOLD = (
    "stance", "direction", "summary", "conditions", "speaker", "speaker_label", "authority",
    "said_on", "attribution", "attribution_label",
)  # fmt: skip


def page(edition: Edition, query: Query) -> Page:
    """Return everything that a query asks for."""
    bodies = list(stream(edition, query))
    return Page(bodies, len(bodies), selection(query))


def stream(edition: Edition, query: Query) -> Iterator[str]:
    """Return the cells as JSON, by issue, provision and party; or a row for each provision."""
    comparison = Comparison(edition, query)
    for provision in comparison.provisions:
        if query["layout"] == "wide":
            yield render(row(comparison, provision))
        else:
            for party in comparison.parties:
                yield render(cell(comparison, provision, party))


def row(comparison: Comparison, provision: Provision) -> Record:
    """Return what every party answers to a provision."""
    told = comparison.told(provision)
    answers = {party: comparison.answer(provision, party) for party in comparison.parties}
    return {"id": told.pop("provision")} | told | answers


def cell(comparison: Comparison, provision: Provision, party: str) -> Record:
    """Return what a party holds on a provision."""
    found, answer = comparison.found(provision, party), comparison.answer(provision, party)
    state = "coded" if found.headline else answer
    return {
        **NOTHING,
        "id": f"{provision.id}.{party}",
        "party": party,
        "party_label": comparison.edition.known("parties")[party],
        **comparison.told(provision),
        "answer": answer,
        "answer_label": comparison.answer_label(answer),
        "state": state,
        "state_label": comparison.label("coverage_state", state),
        **(of_headline(found.headline) if found.headline else {}),
        "other_count": len(found.others),
        "others": found.others,
        "independent_sources": found.origins,
    }


def of_headline(position: Record) -> Record:
    """Return what a cell tells of its headline, with the first quote that is cited."""
    told = {name: position[name] for name in TOLD}
    quotes = [cited for cited in position["citations"] if cited["quote"]]
    first = quotes[0] if quotes else dict.fromkeys(("quote", "quote_language"))
    quote = {name: first[name] for name in ("quote", "quote_language")}
    return {"position": position["id"]} | told | quote
