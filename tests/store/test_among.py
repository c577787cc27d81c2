"""Rows by their numbers -> what an engine is asked, and what is given to it."""

import pytest
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from api.store.among import Numbers, among

SEQ: sa.ColumnClause[int] = sa.column("seq", sa.Integer)


@pytest.mark.parametrize(
    ("dialect", "clause", "given"),
    [
        (sqlite.dialect(), "seq IN (SELECT value FROM json_each(?))", "[3,1]"),
        (postgresql.dialect(), "seq = ANY (%(rows)s::INTEGER[])", [3, 1]),
    ],
    ids=lambda one: getattr(one, "name", None),
)
def test_all_numbers_are_one_value(dialect: sa.Dialect, clause: str, given: object) -> None:
    assert str(sa.select(SEQ).where(among(SEQ)).compile(dialect=dialect)).endswith(clause)
    assert Numbers().process_bind_param([3, 1], dialect) == given
