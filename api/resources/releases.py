"""Frozen, numbered states of the whole dataset."""

from typing import Any

from werkzeug.wrappers import Response

from api.exports.files import MEDIA_TYPES, SUMS
from api.http import answers, downloads
from api.http.blueprints import Blueprint

blueprint = Blueprint(
    "releases",
    __name__,
    url_prefix="/v1/releases",
    description=__doc__,
)

NAME = {
    "name": "name",
    "in": "path",
    "description": "Name of one of the `files` of the release.",
    "schema": {"type": "string"},
    "example": SUMS,
}


@blueprint.lists("releases")
def list_releases(query: dict[str, Any]) -> Response:
    """List releases.

    Every endpoint that reads the dataset takes `release=` with one of their numbers, and answers
    then from that release.
    """
    return answers.page("releases", query)


@blueprint.gets("releases")
def get_release(_: dict[str, Any], id: str) -> Response:
    """Get one release.

    The release comes with its notes, its counts, the hash of its frozen records, and its files.
    """
    return answers.one("releases", id)


@blueprint.sends("/<id>/files/<name>", "releases", NAME, MEDIA_TYPES.values())
def get_release_file(_: dict[str, Any], id: str, name: str) -> Response:
    """Download a file of a release.

    All records as JSON, NDJSON, SQLite, Excel or JSON-LD; each table as CSV and Parquet; and what
    describes them. The ETag of a file is its SHA-256; `Range` asks for a part of it.
    """
    return downloads.send(id, name)
