"""A picture around what it shows: title, legend, and where all of it is from; as SVG or PNG."""

import hashlib
from base64 import b64encode
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode

from flask import Blueprint, Flask, render_template
from markupsafe import Markup
from werkzeug.wrappers import Response

from api.http.answers import as_file
from api.http.formats import wanted
from api.http.public_url import absolute
from api.http.running import released_on, store
from api.http.wording import day
from api.pictures.lettering import FONTS, wrapped
from api.pictures.marks import legend, shape
from api.store.tables import DRAFT

Told = dict[str, Any]

MARGIN, TITLE, SIZE, LINE = 24.0, 20.0, 12.0, 16.0
HEADING, KEY = 26.0, 120.0
STYLE = (Path(__file__).parent / "templates/pictures/picture.css").read_text(encoding="utf-8")
HASH = b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
POLICY = f"default-src 'none'; style-src 'sha256-{HASH}'; frame-ancestors 'none'"
FAMILY = "Liberation Sans"
SHARP, LARGEST = 2, 8_000_000


class Frame(NamedTuple):
    """What stands around a picture, and how much room it takes."""

    width: float
    title: list[str]
    subtitle: list[str]
    keys: list[tuple[float, float, Told]]
    source: list[str]
    body_height: float

    @property
    def top(self) -> float:
        """Return where the picture itself begins."""
        return MARGIN + HEADING * len(self.title) + LINE * len(self.subtitle) + LINE

    @property
    def bottom(self) -> float:
        """Return where the legend begins."""
        return self.top + self.body_height + LINE

    @property
    def height(self) -> float:
        """Return how high all of it is."""
        rows = len({y for _, y, _ in self.keys}) + 1
        return self.bottom + LINE * (rows + len(self.source)) + MARGIN


def frame(title: str, address: str, width: float, height: float) -> Frame:
    """Return what stands around a picture of a size."""
    return Frame(
        width + 2 * MARGIN,
        wrapped(title, width, TITLE, True),
        wrapped(store().only("dataset")["title"], width, SIZE),
        keys(width),
        [*wrapped(origin(), width, SIZE), *wrapped(address, width, SIZE)],
        height,
    )


def keys(width: float) -> list[tuple[float, float, Told]]:
    """Return the directions of the legend, each with its place, in rows of a width."""
    columns = max(int(width // KEY), 1)
    placed = ((KEY * (n % columns), LINE * (n // columns)) for n in count())
    return [(x + MARGIN, y, one) for (x, y), one in zip(placed, legend(store()), strict=False)]


def origin() -> str:
    """Return which state of the dataset a picture is from, and its licence."""
    card, edition = store().only("dataset"), store()
    name = "Draft, which may change" if edition.release == DRAFT else f"Release {edition.release}"
    frozen = released_on()
    return f"{name}{f' of {day(frozen)}' if frozen else ''}. {card['licence']}."


def permanent(path: str, **query: str) -> str:
    """Return the absolute address of a page in the release that a picture is from."""
    return f"{absolute(path)}?{urlencode(query | {'release': store().release}, safe=',')}"


def page_of(kind: str, record: Told) -> str:
    """Return the address of the page of a record."""
    return permanent(f"/{kind}/{quote(record['id'])}")


def drawn(template: str, around: Frame, told: str, **body: Any) -> Response:
    """Answer with a picture as SVG, or as PNG if that is wanted."""
    text = render_template(
        f"pictures/{template}.svg",
        frame=around,
        told=told,
        style=Markup(STYLE),
        shape=partial(shape, store()),
        page_of=page_of,
        **body,
    )
    response = as_file([png(text, around)] if wanted() == "png" else [text.encode()])
    response.headers["Content-Security-Policy"] = POLICY
    return response


def png(text: str, around: Frame) -> bytes:
    """Return a picture as PNG, with two points for each of its own unless it is very large."""
    import resvg_py

    area = around.width * around.height * SHARP**2
    return resvg_py.svg_to_bytes(
        svg_string=text,
        zoom=SHARP if area <= LARGEST else 1,
        skip_system_fonts=True,
        font_files=[str(path) for path in FONTS.values()],
        font_family=FAMILY,
        sans_serif_family=FAMILY,
    )


def init_app(app: Flask) -> None:
    """Let the app find the templates of pictures."""
    app.register_blueprint(Blueprint("pictures", __name__, template_folder="templates"))
