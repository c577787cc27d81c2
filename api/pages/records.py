"""What the page of each kind of record tells: the record, and what a reader wants beside it."""

import json
from typing import Any

from api.http.answers import record_of
from api.http.citation_styles import text
from api.http.citing import part, work_of
from api.http.running import store
from api.pages import linked_data
from api.pages.addresses import api
from api.pages.embedding import embedding
from api.pages.reading import feeds_of, formats_of, grouped, listed, named, pictures_of
from api.pictures.timeline import picture

Told = dict[str, Any]


def position(id: str) -> Told:
    """Tell of a position: the chain it belongs to, and how to cite it."""
    said = record_of("positions", id)
    chain = [json.loads(body) for body in store().history(id)]
    provision = record_of("provisions", said["provision"])
    return {
        "record": said,
        "provision": provision,
        "chain": chain if len(chain) > 1 else [],
        "citation": text(work_of(said)),
        "cited_at": f"/v1/positions/{id}/citation",
        "formats": {
            "This as JSON": api(f"/v1/positions/{id}"),
            "Its history as CSV": api(f"/v1/positions/{id}/history.csv"),
        },
        "linked": linked_data.position(said),
    }


def party(id: str) -> Told:
    """Tell of a party: what it said on each issue, and who speaks for it."""
    record = record_of("parties", id)
    return {
        "record": record,
        "blocs": named("parties", record["member_of"]),
        "members": listed("parties", "name", member_of=[id]),
        "speakers": listed("speakers", "-position_count", party=[id]),
        "said": grouped(listed("positions", "-said_on", party=[id]), "issue"),
        "coverage": listed("coverage", "issue", party=[id]),
        "citation": text(part("parties", id, record["name"])),
        "formats": formats_of("parties", id, party=id),
        "feeds": feeds_of(record["name"], party=id),
        "linked": linked_data.party(record),
    }


def speaker(id: str) -> Told:
    """Tell of a speaker: the offices, and what was said in them."""
    record = record_of("speakers", id)
    return {
        "record": record,
        "said": listed("positions", "-said_on", speaker=[id]),
        "citation": text(part("speakers", id, record["name"])),
        "formats": formats_of("speakers", id, speaker=id),
        "linked": linked_data.speaker(record),
    }


def issue(id: str) -> Told:
    """Tell of an issue: its provisions, who answers what, and when in a picture."""
    record = record_of("issues", id)
    said = listed("positions", "-said_on", issue=[id])
    occasions = {one["event"] for one in said}
    events = [one for one in listed("events", "held_on") if one["id"] in occasions]
    return {
        "record": record,
        "said": grouped(said, "provision"),
        "coverage": listed("coverage", "party", issue=[id]),
        "subject": f"Positions on {record['name']}",
        "picture": picture(said, events),
        "dated": sorted([*events, *said], key=latest),
        "citation": text(part("issues", id, record["name"])),
        "formats": formats_of("issues", id, issue=id) | pictures_of("timeline", issue=id),
        "embed": embedding("timeline", {"issue": id}),
        "feeds": feeds_of(record["name"], issue=id),
        "linked": linked_data.issue(record),
    }


def source(id: str) -> Told:
    """Tell of a source: its renditions, and the positions that rest on it."""
    record = record_of("sources", id)
    family = listed("sources", "published_on", origin=[record["origin"]])
    return {
        "record": record,
        "renditions": [one for one in family if one["id"] != id],
        "said": listed("positions", "-said_on", source=[id]),
        "events": listed("events", "held_on", source=[id]),
        "citation": text(part("sources", id, record["title"])),
        "formats": formats_of("sources", id, source=id),
        "linked": linked_data.source(record),
    }


def event(id: str) -> Told:
    """Tell of an event: who took part, and what was said on it."""
    record = record_of("events", id)
    return {
        "record": record,
        "parties": named("parties", record["parties"]),
        "sources": named("sources", record["sources"]),
        "said": listed("positions", "party", event=[id]),
        "citation": text(part("events", id, record["title"])),
        "formats": formats_of("events", id, event=id),
        "linked": linked_data.event(record),
    }


def latest(record: Told) -> tuple[str, str]:
    """Return by what events and positions are put in order of time."""
    return record.get("said_on_latest") or record["held_on_latest"], record["id"]
