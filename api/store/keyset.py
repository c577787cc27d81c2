"""Keyset pagination in SQL: what comes after a cursor, in an order of columns."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

Columns = Sequence[tuple[sa.ColumnElement[Any], bool]]


def ordering(columns: Columns) -> list[sa.ColumnElement[Any]]:
    """Return the columns to sort by, each with its direction."""
    return [column.desc() if down else column.asc() for column, down in columns]


def after(columns: Columns) -> sa.ColumnElement[bool]:
    """Return the clause that a record comes after the one with the cursor's keys."""
    steps = []
    for place, (column, down) in enumerate(columns):
        same = [columns[i][0] == sa.bindparam(f"after_{i}") for i in range(place)]
        key: sa.BindParameter[Any] = sa.bindparam(f"after_{place}")
        steps.append(sa.and_(*same, column < key if down else column > key))
    return sa.or_(*steps)
