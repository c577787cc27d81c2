"""Answers about what changed."""

from typing import Any

from werkzeug.wrappers import Response

from api.http.answers import as_file, listed
from api.http.formats import wanted
from api.http.problems import Refused
from api.http.running import edition, stores
from api.http.summary import summary
from schemas.changes import ChangeSchema, ChangesQuery, DatedChangeSchema, DiffQuery

Query = dict[str, Any]


def diff(query: Query) -> Response:
    """Answer with what changed from one state of the dataset to another."""
    earlier, later = edition(query["earlier"]), edition(query["later"])
    if earlier is later:
        raise Refused("from", f"Is the same as to, {later.release}: nothing can have changed.")
    if earlier.number > later.number:
        raise Refused("from", f"Comes after to, {later.release}; put the earlier one first.")
    named = query | {"earlier": earlier.release, "later": later.release}
    found = stores().differences(earlier.release, later.release)
    if wanted() == "md":
        return as_file(summary(found, query))
    return listed(DiffQuery(), ChangeSchema(), named, found.page, found.stream)


def changes(query: Query) -> Response:
    """Answer with what changed from release to release."""
    found = stores().changes()
    return listed(ChangesQuery(), DatedChangeSchema(), query, found.page, found.stream)
