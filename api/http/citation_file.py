"""CITATION.cff: how the latest release is cited, in Citation File Format 1.2.0."""

from typing import Any

import yaml

from api.http.docs import SETTINGS
from api.http.running import AUTHORS, released_on, store

MESSAGE = (
    "Cite the release that you used; /v1/citation of a running server tells it in four styles."
)


def citation_file() -> dict[str, Any]:
    """Return the dataset as a work, with the software beside it; a draft has no version."""
    card, day = store().only("dataset"), released_on()
    return {
        "cff-version": "1.2.0",
        "message": MESSAGE,
        "type": "dataset",
        "title": card["title"],
        "abstract": card["description"],
        "authors": [{"name": AUTHORS}],
        **({"version": store().release, "date-released": day} if day else {}),
        "license": card["licence"],
        "references": [software()],
    }


def software() -> dict[str, Any]:
    """Return the program that serves the dataset, as the document tells of it."""
    return {
        "type": "software",
        "title": SETTINGS["API_TITLE"],
        "authors": [{"name": AUTHORS}],
        "version": SETTINGS["API_VERSION"],
        "license": SETTINGS["API_SPEC_OPTIONS"]["info"]["license"]["identifier"],
        "notes": "The program that checks, serves and releases the dataset.",
    }


def render() -> str:
    """Return CITATION.cff as it is committed."""
    return yaml.safe_dump(citation_file(), sort_keys=False, allow_unicode=True, width=100)
