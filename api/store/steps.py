"""The statements that find what changed, each built once for all values that it may be given.

A step names one record, the version before, the version after and the two editions between which
the one became the other; of a record that came or went, one version is missing. Two versions are
of one record if they share its root, and alike if they share their essence.
"""

from collections.abc import Callable
from functools import cache
from typing import Any

import sqlalchemy as sa

from api.store.tables import TABLES
from schemas.changes import COMPARED, OWNERS

Versions = sa.FromClause
Edition = sa.ColumnElement[int]
Steps = list[sa.Select[Any]]
Find = Callable[[int], Steps]

STAYED = ("", "corrected", "reaffirmed")


def between(place: int) -> Steps:
    """Return the steps of a kind from the edition `earlier` to the edition `later`."""
    kind = COMPARED[place]
    before, after = TABLES[kind].alias(), TABLES[kind].alias()
    earlier: sa.BindParameter[int] = sa.bindparam("earlier", type_=sa.Integer)
    later: sa.BindParameter[int] = sa.bindparam("later", type_=sa.Integer)
    was, is_ = lived(before, earlier), lived(after, later)
    pair = after.outerjoin(before, sa.and_(before.c.root == after.c.root, was))
    stays = sa.exists().where(after.c.root == before.c.root, is_)
    return [
        step(place, earlier, later, before, after)
        .select_from(pair)
        .where(is_, differs(before, after)),
        gone(place, earlier, later, before).where(was, ~stays),
    ]


def in_releases(place: int) -> Steps:
    """Return the steps of a kind in every edition up to the edition `latest`."""
    kind = COMPARED[place]
    before, after = TABLES[kind].alias(), TABLES[kind].alias()
    latest: sa.BindParameter[int] = sa.bindparam("latest", type_=sa.Integer)
    same = sa.and_(before.c.root == after.c.root, before.c.last == after.c.first - 1)
    pair, came = after.outerjoin(before, same), after.c.first <= latest
    return [
        step(place, after.c.first - 1, after.c.first, before, after)
        .select_from(pair)
        .where(came, differs(before, after)),
        gone(place, before.c.last, before.c.last + 1, before).where(
            before.c.last < latest, ~sa.exists().where(same)
        ),
    ]


def lived(versions: Versions, edition: sa.BindParameter[int]) -> sa.ColumnElement[bool]:
    """Return the clause that versions lived in an edition."""
    return sa.and_(versions.c.first <= edition, versions.c.last >= edition)


def differs(before: Versions, after: Versions) -> sa.ColumnElement[bool]:
    """Return the clause that there was no version before, or another one."""
    return sa.or_(before.c.seq.is_(None), before.c.essence != after.c.essence)


def step(
    place: int, since: Edition, edition: Edition, before: Versions, after: Versions
) -> sa.Select[Any]:
    """Return the columns of the steps that lead to a version."""
    came = sa.case((moved(after), "moved"), else_="added")
    action = sa.case((before.c.seq.is_not(None), "corrected"), else_=came)
    told = columns(place, since, edition, after, before)
    return told.add_columns(
        before.c.seq.label("before"), after.c.seq.label("after"), action.label("action")
    )


def gone(place: int, since: Edition, edition: Edition, before: Versions) -> sa.Select[Any]:
    """Return the columns of the steps after which there is no version."""
    told = columns(place, since, edition, before)
    return told.add_columns(
        before.c.seq.label("before"),
        sa.null().label("after"),
        sa.literal("removed").label("action"),
    )


def columns(
    place: int, since: Edition, edition: Edition, version: Versions, other: Versions | None = None
) -> sa.Select[Any]:
    """Return the columns by which one of its versions tells a step, with whose the other was."""
    kind = COMPARED[place]
    return sa.select(
        edition.label("edition"),
        sa.literal(place).label("place"),
        version.c.id.label("id"),
        since.label("since"),
        sa.literal(kind).label("kind"),
        version.c.root.label("root"),
        *[owner(kind, version, member).label(member) for member in OWNERS],
        *[former(kind, version, other, member).label(f"{member}_before") for member in OWNERS],
    )


def moved(after: Versions) -> sa.ColumnElement[bool]:
    """Return the clause that a new version says what its party did not hold before."""
    return after.c.change.not_in(STAYED) if "change" in after.c else sa.false()


def owner(kind: str, version: Versions, member: str) -> sa.ColumnElement[str]:
    """Return the party or the issue that a record is of, or the empty text."""
    if kind == OWNERS[member]:
        return version.c.id
    return version.c[member] if member in version.c else sa.literal("")


def former(
    kind: str, version: Versions, other: Versions | None, member: str
) -> sa.ColumnElement[str]:
    """Return the party or the issue that a record was of before; of a new one, that it is of."""
    now = owner(kind, version, member)
    return now if other is None else sa.func.coalesce(owner(kind, other, member), now)


@cache
def every(find: Find, names: tuple[str, ...]) -> sa.Subquery:
    """Return the steps of all kinds that the parameters of these names select."""
    parts = [part for place in range(len(COMPARED)) for part in find(place)]
    found = sa.union_all(*parts).subquery()
    wanted = [selected(found, name) for name in names]
    return sa.select(found).where(*wanted).subquery()


def selected(found: sa.Subquery, name: str) -> sa.ColumnElement[bool]:
    """Return the clause that a parameter selects a step, by what its record is or was of."""
    values: sa.BindParameter[Any] = sa.bindparam(name, expanding=True)
    members = [found.c[one] for one in (name, f"{name}_before") if one in found.c]
    return sa.or_(*[member.in_(values) for member in members])
