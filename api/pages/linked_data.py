"""What programs read in a page: schema.org as JSON-LD."""

from typing import Any

from api.http.public_url import absolute
from api.http.running import AUTHORS, released_on, store
from api.pages.addresses import permanent

Record = dict[str, Any]
Linked = dict[str, Any]

KINDS_OF_PARTY = {"state": "Country"}


def described(type: str, **members: Any) -> Linked:
    """Return what this page is about, without what is not known."""
    known = {name: value for name, value in members.items() if value}
    return {"@context": "https://schema.org", "@type": type, "url": permanent(), **known}


def dataset() -> Linked:
    """Describe the dataset."""
    card = store().only("dataset")
    return described("Dataset", **about_dataset(), description=card["description"]) | {
        "temporalCoverage": card["covers"],
        "isAccessibleForFree": True,
        "distribution": [download("csv", "text/csv"), download("ndjson", "application/x-ndjson")],
    }


def about_dataset() -> Linked:
    """Return what is known of the dataset wherever it is named."""
    card = store().only("dataset")
    return {
        "name": card["title"],
        "version": store().release,
        "license": card["licence_url"],
        "creator": {"@type": "Organization", "name": AUTHORS},
        "datePublished": released_on(),
    }


def download(suffix: str, mimetype: str) -> Linked:
    """Return where all positions are in a format."""
    address = absolute(f"/v1/positions.{suffix}?release={store().release}")
    return {"@type": "DataDownload", "encodingFormat": mimetype, "contentUrl": address}


def part_of() -> Linked:
    """Return the dataset as what a record is a part of."""
    known = {name: value for name, value in about_dataset().items() if value}
    return {"@type": "Dataset", "url": absolute("/"), **known}


def position(said: Record) -> Linked:
    """Describe a position: a claim of its party, and where it appears."""
    return described(
        "Claim",
        identifier=said["id"],
        name=f"{said['party_label']} {said['stance_label']}: {said['provision_label']}",
        text=said["summary"],
        author={"@type": "Organization", "name": said["party_label"]},
        temporal=said["said_on"],
        about=said["issue_label"],
        appearance=[cited(citation) for citation in said["citations"]],
        isPartOf=part_of(),
    )


def cited(citation: Record) -> Linked:
    """Return a cited source."""
    known = {"name": citation["source_label"], "url": citation["source_url"]}
    publisher = citation["source_publisher"]
    given = {"publisher": {"@type": "Organization", "name": publisher}} if publisher else {}
    return {"@type": "CreativeWork", **{k: v for k, v in known.items() if v}, **given}


def party(record: Record) -> Linked:
    """Describe a party."""
    type = KINDS_OF_PARTY.get(record["kind"], "Organization")
    return described(type, identifier=record["id"], name=record["name"], description=record["note"])


def speaker(record: Record) -> Linked:
    """Describe a speaker."""
    return described(
        "Person",
        identifier=record["id"],
        name=record["name"],
        jobTitle=[office["title"] for office in record["offices"]],
        affiliation={"@type": "Organization", "name": record["party_label"]},
    )


def issue(record: Record) -> Linked:
    """Describe an issue: a term that the dataset defines."""
    return described(
        "DefinedTerm",
        identifier=record["id"],
        name=record["name"],
        description=record["definition"],
        isPartOf=part_of(),
    )


def source(record: Record) -> Linked:
    """Describe a source; its own address is what it is the same as."""
    publisher = record["publisher"]
    return described(
        "CreativeWork",
        identifier=record["id"],
        name=record["title"],
        publisher={"@type": "Organization", "name": publisher} if publisher else None,
        author=[{"@type": "Person", "name": name} for name in record["authors"]],
        datePublished=record["published_on"],
        inLanguage=record["language"],
        sameAs=record["url"],
    )


def event(record: Record) -> Linked:
    """Describe an event."""
    place = record["place"]
    return described(
        "Event",
        identifier=record["id"],
        name=record["title"],
        startDate=record["held_on_earliest"],
        endDate=record["held_on_latest"],
        location={"@type": "Place", "name": place} if place else None,
        description=record["note"],
    )
