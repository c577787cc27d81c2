"""Cite the dataset, or one of its positions, in the release that is answered from."""

import json
from typing import Any

from werkzeug.wrappers import Response

from api.http.answers import body_of
from api.http.citation_styles import STYLES, Work
from api.http.formats import MIMETYPES, wanted
from api.http.public_url import absolute
from api.http.running import AUTHORS, released_on, store
from api.store.paging import render

Record = dict[str, Any]


def dataset() -> Response:
    """Answer with the citation of the dataset as a whole."""
    return cited(whole())


def position(id: str) -> Response:
    """Answer with the citation of one position."""
    return cited(work_of(json.loads(body_of("positions", id))))


def work_of(said: Record) -> Work:
    """Return a position as a work in CSL-JSON."""
    day = said["said_on"].replace("../", "by ").replace("/", " to ")
    title = f"{said['party_label']}, {day}: {said['provision_label']}"
    return part("positions", said["id"], title)


def part(kind: str, id: str, title: str) -> Work:
    """Return a part of the dataset, a record, as a work in CSL-JSON."""
    work = whole()
    own = {
        "id": f"{work['id']}-{id}",
        "title": title,
        "container-title": work["title"],
        "URL": permalink(f"/v1/{kind}/{id}"),
    }
    return {**work, **own}


def whole() -> Work:
    """Return the dataset as a work in CSL-JSON; a draft has no day of issue."""
    card, release, day = store().only("dataset"), store().release, released_on()
    issued = {"date-parts": [list(map(int, day.split("-")))]} if day else None
    work = {
        "id": f"parley-{release}",
        "type": "dataset",
        "author": [{"literal": AUTHORS}],
        "title": card["title"],
        "issued": issued,
        "version": release,
        "URL": permalink("/v1/"),
        "note": f"Licence: {card['licence']}",
    }
    return {name: value for name, value in work.items() if value}


def permalink(path: str) -> str:
    """Return the address of what is cited, in its release."""
    return absolute(f"{path}?release={store().release}")


def cited(work: Work) -> Response:
    """Answer with a work in the style that is asked for."""
    style = wanted()
    if style in STYLES:
        kind = f"{MIMETYPES[style]}; charset=utf-8"
        response = Response(STYLES[style](work), content_type=kind)
    else:
        response = Response(render([work]), content_type=MIMETYPES[style])
    response.headers["Parley-Release"] = store().release
    return response
