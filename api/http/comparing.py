"""Answers that compare: what parties hold, how far they agree, and how much there is of what."""

from functools import partial
from typing import Any

from werkzeug.wrappers import Response

from api.http.answers import listed
from api.http.running import store
from api.store import groups, pairs
from api.store import matrix as matrices
from api.store.comparison import parties_of
from schemas.agreement import AgreementQuery, PairSchema
from schemas.groups import GroupsQuery, group_of
from schemas.matrix import CellSchema, MatrixQuery, row_of

Query = dict[str, Any]


def matrix(query: Query) -> Response:
    """Answer with the cells of a matrix, or with its rows."""
    edition = store()
    wide = query["layout"] == "wide"
    record = row_of(parties_of(edition, query)) if wide else CellSchema()
    ask, stream = partial(matrices.page, edition), partial(matrices.stream, edition)
    return listed(MatrixQuery(), record, query, ask, stream)


def agreement(query: Query) -> Response:
    """Answer with how far parties agree."""
    ask, stream = partial(pairs.page, store()), partial(pairs.stream, store())
    return listed(AgreementQuery(), PairSchema(), query, ask, stream)


def stats(query: Query) -> Response:
    """Answer with how many positions there are of each group."""
    ask, stream = partial(groups.page, store()), partial(groups.stream, store())
    return listed(GroupsQuery(), group_of(query["group_by"]), query, ask, stream)
