"""What follows from the curated records: bounds of dates, offices, counts, chains, coverage."""

from collections.abc import Iterator, Mapping
from typing import Any

from api.dataset.agreement import state
from api.dataset.completing import complete
from api.dataset.covering import coverage
from api.dataset.frozen import in_order
from api.dataset.offices import office_of
from api.dataset.records import Dataset
from api.dataset.tallying import Tally, tally
from schemas.edtf import bounds
from schemas.kinds import SCHEMAS
from schemas.positions import CitationSchema
from schemas.sources import SourceSchema

Served = dict[str, Any]

MEASURED = ("alpha", "state")
WRITTEN = {name for name, field in SourceSchema().fields.items() if not field.dump_only}
TOLD = [name for name in CitationSchema().fields if name.removeprefix("source_") in WRITTEN]


class Derivation:
    """One pass over a dataset; `files` are those of its releases, by the release's id.

    `told` is what its positions add up to, where they were counted already.
    """

    def __init__(
        self,
        dataset: Dataset,
        files: Mapping[str, list[Served]] | None = None,
        told: Tally | None = None,
    ) -> None:
        self.dataset = dataset
        self.files = files or {}
        self.told = told or tally(dataset)

    def records(self, kind: str) -> Iterator[Served]:
        """Return the records of a kind as they are served."""
        found = coverage(self.dataset, self.told) if kind == "coverage" else self.curated(kind)
        for data in found:
            yield self.served(kind, data)

    def served(self, kind: str, data: Served) -> Served:
        """Return a record of a kind as it is served."""
        return complete(self.dataset, SCHEMAS[kind], data | self.own(kind, data))

    def curated(self, kind: str) -> Iterator[Served]:
        """Return the curated records of a kind, by id."""
        for _, record in sorted(self.dataset.of(kind).items()):
            yield record.data

    def own(self, kind: str, data: Served) -> Served:
        """Return what follows for one record of a kind."""
        counts = {"position_count": self.told.uses[kind, data["id"]]} if kind != "coverage" else {}
        rule = {
            "positions": self.of_position,
            "issues": self.of_issue,
            "provisions": self.of_provision,
            "events": self.of_event,
            "sources": self.of_source,
            "codebook": self.of_codebook,
            "reliability": self.of_reliability,
            "releases": self.of_release,
        }.get(kind)
        return counts | (rule(data) if rule else {})

    def of_position(self, position: Served) -> Served:
        """Return what follows for a position."""
        provision = self.dataset.data("provisions", position["provision"])
        office = office_of(self.dataset, position)
        later = self.told.after(position["id"])
        citations = [self.cited(citation) for citation in position["citations"]]
        return bounds_of(position, "said_on") | {
            "issue": provision["issue"],
            "direction": self.dataset.vocabulary("stance")[position["stance"]]["direction"],
            "office": office["title"] if office else None,
            "authority": office["authority"] if office else None,
            "superseded_by": [one.id for one in later],
            "superseded_on": min(one.day for one in later).isoformat() if later else None,
            "citations": citations,
            "independent_sources": len({cited["source_origin"] for cited in citations}),
            "has_quote": any(cited["quote"] for cited in citations),
        }

    def cited(self, citation: Served) -> Served:
        """Return a citation with what a reader wants to know of its source."""
        source = self.dataset.data("sources", citation["source"])
        origin = self.origin(citation["source"])
        publisher = self.dataset.data("sources", origin)["publisher"]
        told = {name: source[name.removeprefix("source_")] for name in TOLD}
        return citation | told | {"source_origin": origin, "origin_publisher": publisher}

    def of_issue(self, issue: Served) -> Served:
        """Return an issue's provisions as they are served."""
        shape = SCHEMAS["provisions"]
        provisions = [provision | {"issue": issue["id"]} for provision in issue["provisions"]]
        served = [
            complete(self.dataset, shape, one | self.own("provisions", one)) for one in provisions
        ]
        return {"provisions": served}

    def of_provision(self, provision: Served) -> Served:
        """Return who answered a provision."""
        return {"parties": sorted(self.told.answered.get(provision["id"], ()))}

    def of_event(self, event: Served) -> Served:
        """Return the days that an event's date may mean."""
        return bounds_of(event, "held_on")

    def of_source(self, source: Served) -> Served:
        """Return the original of a source."""
        return {"origin": self.origin(source["id"])}

    def of_codebook(self, codebook: Served) -> Served:
        """Return what was measured of the codebook's variables."""
        measured = {one["variable"]: one for one in self.measured()}
        return {
            "variables": [
                variable | {key: measured.get(variable["id"], {}).get(key) for key in MEASURED}
                for variable in codebook["variables"]
            ]
        }

    def of_reliability(self, reliability: Served) -> Served:
        """Return how many units were coded twice, and what each alpha means."""
        return {"size": len(self.dataset.of("codings")), "variables": self.measured()}

    def of_release(self, release: Served) -> Served:
        """Return the place of a release among all, and its files."""
        numbered = [card["id"] for card in in_order(self.dataset)]
        return {
            "number": numbered.index(release["id"]) + 1,
            "files": self.files.get(release["id"], []),
        }

    def measured(self) -> list[Served]:
        """Return the agreement on each variable that was measured."""
        return [
            one | {"state": state(one["alpha"])}
            for record in self.dataset.of("reliability").values()
            for one in record.data["variables"]
        ]

    def origin(self, source: str) -> str:
        """Return the id of a source's original."""
        rendition_of = self.dataset.data("sources", source)["rendition_of"]
        return rendition_of or source


def bounds_of(data: Served, member: str) -> Served:
    """Return the first and last day that a date may mean, as text."""
    earliest, latest = bounds(data[member])
    return {
        f"{member}_earliest": earliest.isoformat() if earliest else None,
        f"{member}_latest": latest.isoformat(),
    }
