"""A release as linked data (JSON-LD, schema.org): every position a claim with its evidence."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from api.dataset.writing import without_nothing
from api.exports.release import Release, Served, render

VOCABULARY = "https://schema.org/"
STATE = "state"


def write_jsonld(release: Release, path: Path) -> None:
    """Write the graph, a node a line; its vocabulary is named in it, so that nobody fetches one."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(f'{{"@context":{render({"@vocab": VOCABULARY})},\n"@graph":[')
        for number, node in enumerate(nodes(release)):
            file.write(("," if number else "") + "\n" + render(without_nothing(node)))
        file.write("\n]}\n")


def nodes(release: Release) -> Iterator[Served]:
    """Return the dataset, then whatever its claims refer to, and the claims."""
    yield dataset_node(release)
    for kind, node in NODES.items():
        for record in release.records(kind):
            yield {"@id": address(kind, record["id"])} | node(record)


def dataset_node(release: Release) -> Served:
    """Return the dataset."""
    card = release.dataset
    return {
        "@id": "#dataset",
        "@type": "Dataset",
        "name": card["title"],
        "description": card["description"],
        "license": card["licence_url"],
        "usageInfo": card["quotes_note"],
        "temporalCoverage": card["covers"],
        "version": release.version,
        "datePublished": release.card["released_on"],
    }


def party_node(party: Served) -> Served:
    """Return a party: an organization that speaks, and a country if it is a state."""
    kinds = ["Organization", "Country"] if party["kind"] == STATE else "Organization"
    blocs = [link("parties", id) for id in party["member_of"]]
    return {"@type": kinds, "name": party["name"], "memberOf": blocs, "description": party["note"]}


def speaker_node(speaker: Served) -> Served:
    """Return a speaker."""
    offices = [office["title"] for office in speaker["offices"]]
    party = link("parties", speaker["party"])
    return {
        "@type": "Person",
        "name": speaker["name"],
        "affiliation": party,
        "jobTitle": offices,
    }


def issue_node(issue: Served) -> Served:
    """Return an issue."""
    return {"@type": "DefinedTerm", "name": issue["name"], "description": issue["definition"]}


def provision_node(provision: Served) -> Served:
    """Return a provision."""
    issue = link("issues", provision["issue"])
    return {"@type": "Question", "name": provision["question"], "about": issue}


def source_node(source: Served) -> Served:
    """Return a source."""
    original = source["rendition_of"]
    return {
        "@type": "CreativeWork",
        "name": source["title"],
        "publisher": named("Organization", source["publisher"]),
        "author": [named("Person", name) for name in source["authors"]],
        "datePublished": source["published_on"],
        "inLanguage": source["language"],
        "url": source["url"],
        "archivedAt": source["archive_url"],
        "isBasedOn": link("sources", original) if original else None,
    }


def position_node(position: Served) -> Served:
    """Return a position; its date is as precise as it is known (EDTF)."""
    speaker = position["speaker"]
    said_by = [link("speakers", speaker)] if speaker else []
    return {
        "@type": "Claim",
        "text": position["summary"],
        "about": link("provisions", position["provision"]),
        "keywords": [position["stance"], position["attribution"]],
        "author": [link("parties", position["party"]), *said_by],
        "dateCreated": position["said_on"],
        "citation": [citation_node(citation) for citation in position["citations"]],
        "isPartOf": {"@id": "#dataset"},
    }


def citation_node(citation: Served) -> Served:
    """Return the place in a source that a claim rests on."""
    return {
        "@type": "Quotation" if citation["quote"] else "CreativeWork",
        "isPartOf": link("sources", citation["source"]),
        "pagination": citation["locator"],
        "text": citation["quote"],
        "inLanguage": citation["quote_language"],
    }


def named(kind: str, name: str | None) -> Served | None:
    """Return a node of which only the name is known, if it is."""
    return {"@type": kind, "name": name} if name else None


def link(kind: str, id: str) -> Served:
    """Return a reference to a record's node."""
    return {"@id": address(kind, id)}


def address(kind: str, id: str) -> str:
    """Return the address of a record's node within the file."""
    return f"#{kind}/{id}"


NODES: dict[str, Callable[[Any], Served]] = {
    "parties": party_node,
    "speakers": speaker_node,
    "issues": issue_node,
    "provisions": provision_node,
    "sources": source_node,
    "positions": position_node,
}
