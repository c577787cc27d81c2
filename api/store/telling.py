"""Steps from version to version as they are served."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from functools import cache
from typing import Any

import sqlalchemy as sa

from api.dataset.differences import differences
from api.store.tables import TABLES
from schemas.changes import EarlierSchema
from schemas.kinds import SCHEMAS

Record = dict[str, Any]
Bodies = dict[tuple[str, int], Record]
Versions = dict[str, list[Any]]
Errata = dict[tuple[str, str], list[tuple[int, str]]]

TOLD_OF_EARLIER = list(EarlierSchema().fields)


def told(connection: sa.Connection, steps: Sequence[Any]) -> Iterator[tuple[Any, Record]]:
    """Return each step with what is served of it."""
    bodies = read_bodies(connection, steps)
    moved = [bodies[step.kind, step.after] for step in steps if step.action == "moved"]
    superseded = read_versions(connection, {id for one in moved for id in one["supersedes"]})
    errata = read_errata(connection)
    for step in steps:
        before, after = bodies.get((step.kind, step.before)), bodies.get((step.kind, step.after))
        yield (
            step,
            {
                **about(step, after or before or {}),
                "reason": reason_of(step, errata),
                "earlier": earlier_of(step, after, superseded),
                "members": differences(step.kind, before, after),
            },
        )


def about(step: Any, record: Record) -> Record:
    """Return what a step is about, by the record that came or went."""
    return {
        "id": f"{step.kind}/{step.id}",
        "kind": step.kind,
        "record": step.id,
        "title": record[SCHEMAS[step.kind].label],
        "action": step.action,
        **owner(record, "party", step.party),
        **owner(record, "issue", step.issue),
    }


def earlier_of(step: Any, after: Record | None, superseded: Versions) -> list[Record]:
    """Return the positions from which a party moved, as they were in the edition of the step."""
    ids = after["supersedes"] if after and step.action == "moved" else []
    alive = [one for id in ids for one in superseded[id] if lives(one, step.edition)]
    bodies = [json.loads(one.body) for one in alive]
    return [{name: body[name] for name in TOLD_OF_EARLIER} for body in bodies]


def owner(record: Record, member: str, id: str) -> Record:
    """Return the party or the issue of a record, with its name; they may be the record itself."""
    label = record.get(f"{member}_label", record.get("name"))
    return {member: id or None, f"{member}_label": label if id else None}


def read_bodies(connection: sa.Connection, steps: Sequence[Any]) -> Bodies:
    """Return the versions before and after some steps, by kind and number."""
    wanted: dict[str, set[int]] = defaultdict(set)
    for step in steps:
        wanted[step.kind] |= {step.before, step.after} - {None}
    return {
        (kind, row.seq): json.loads(row.body)
        for kind, numbers in wanted.items()
        for row in connection.execute(by_number(kind), {"numbers": sorted(numbers)})
    }


def read_versions(connection: sa.Connection, ids: Collection[str]) -> Versions:
    """Return all versions of some positions, by id."""
    found: Versions = defaultdict(list)
    for row in connection.execute(by_id(), {"ids": sorted(ids)}):
        found[row.id].append(row)
    return found


def read_errata(connection: sa.Connection) -> Errata:
    """Return, by kind and root of a record, the reasons given, each with its first edition."""
    found: Errata = defaultdict(list)
    come: dict[str, int] = {}
    for row in connection.execute(every_erratum()):
        erratum = json.loads(row.body)
        if come.setdefault(row.id, row.first) == row.first:
            subject = {"id": erratum["record"]}
            root = connection.scalar(root_of(erratum["kind"]), subject)
            found[erratum["kind"], root].append((row.first, erratum["reason"]))
    return found


def reason_of(step: Any, errata: Errata) -> str | None:
    """Return why we removed or corrected a record, if it was said when it happened."""
    given = [
        reason
        for edition, reason in errata[step.kind, step.root]
        if step.since < edition <= step.edition
    ]
    return " ".join(given) or None


def lives(version: Any, edition: int) -> bool:
    """Tell whether a version lived in an edition."""
    return bool(version.first <= edition <= version.last)


@cache
def by_number(kind: str) -> sa.Select[Any]:
    """Return the statement that selects versions by their `numbers`."""
    table = TABLES[kind].c
    numbers: sa.BindParameter[Any] = sa.bindparam("numbers", expanding=True)
    return sa.select(table.seq, table.body).where(table.seq.in_(numbers))


@cache
def by_id() -> sa.Select[Any]:
    """Return the statement that selects all versions of positions by their `ids`."""
    table = TABLES["positions"].c
    ids: sa.BindParameter[Any] = sa.bindparam("ids", expanding=True)
    return sa.select(table.id, table.first, table.last, table.body).where(table.id.in_(ids))


@cache
def every_erratum() -> sa.Select[Any]:
    """Return the statement that selects all errata, each with the edition in which it came."""
    table = TABLES["errata"].c
    return sa.select(table.id, table.first, table.body).order_by(table.first, table.id)


@cache
def root_of(kind: str) -> sa.Select[Any]:
    """Return the statement that selects the root of a record by any `id` that it had."""
    table = TABLES[kind].c
    return sa.select(table.root).where(table.id == sa.bindparam("id")).limit(1)
