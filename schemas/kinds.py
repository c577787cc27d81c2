"""Every kind of record, by the plural under which files, tables and addresses know it."""

from schemas.base import RecordSchema
from schemas.codebook import CodebookSchema
from schemas.coverage import CoverageQuery, CoverageSchema, SearchSchema
from schemas.dataset import DatasetSchema
from schemas.errata import ErratumSchema
from schemas.events import EventSchema, EventsQuery
from schemas.issues import IssueSchema, IssuesQuery, ProvisionSchema, ProvisionsQuery
from schemas.links import LinkSchema
from schemas.parties import PartiesQuery, PartySchema, SpeakerSchema, SpeakersQuery
from schemas.positions import PositionSchema, PositionsQuery
from schemas.queries import ListQuery, selecting
from schemas.releases import ReleaseSchema, ReleasesQuery
from schemas.reliability import CodingSchema, ReliabilitySchema
from schemas.sources import SourceSchema, SourcesQuery

SCHEMAS: dict[str, RecordSchema] = {
    "dataset": DatasetSchema(),
    "codebook": CodebookSchema(),
    "parties": PartySchema(),
    "speakers": SpeakerSchema(),
    "issues": IssueSchema(),
    "provisions": ProvisionSchema(),
    "events": EventSchema(),
    "sources": SourceSchema(),
    "positions": PositionSchema(),
    "searches": SearchSchema(),
    "coverage": CoverageSchema(),
    "codings": CodingSchema(),
    "reliability": ReliabilitySchema(),
    "errata": ErratumSchema(),
    "links": LinkSchema(),
    "releases": ReleaseSchema(),
}

WRITTEN_ALONE = ("dataset", "codebook", "sources", "reliability", "releases")
WRITTEN_AS_LIST = (
    "parties", "speakers", "issues", "events", "searches", "positions", "codings", "errata",
    "links",
)  # fmt: skip

QUERIES: dict[str, ListQuery] = {
    kind: selecting(query, SCHEMAS[kind])()
    for kind, query in {
        "parties": PartiesQuery,
        "speakers": SpeakersQuery,
        "issues": IssuesQuery,
        "provisions": ProvisionsQuery,
        "events": EventsQuery,
        "sources": SourcesQuery,
        "positions": PositionsQuery,
        "coverage": CoverageQuery,
        "releases": ReleasesQuery,
    }.items()
}

FROZEN = tuple(kind for kind in SCHEMAS if kind not in ("coverage", "links", "releases"))

SERVED = ("dataset", "codebook", "reliability", *QUERIES)
