"""How others show a matrix or a timeline on their pages: in a frame that tells its own height."""

from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import urlencode

from markupsafe import escape

from api.http.public_url import absolute
from api.pages.addresses import kept

WIDTH, HEIGHT = 960, 600
TITLES = {"matrix": "Who holds what", "timeline": "Who said what, and when"}


class Embedding(NamedTuple):
    """What a page of others needs to show one of ours."""

    address: str
    title: str

    @property
    def oembed(self) -> str:
        """Return where programs are told of it (oEmbed 1.0, section 4)."""
        return f"{absolute('/oembed')}?{urlencode({'url': self.address})}"

    def html(self, width: int | str = "100%", height: int = HEIGHT) -> str:
        """Return what to put into a page."""
        return (
            f'<iframe src="{escape(self.address)}" title="{escape(self.title)}" width="{width}" '
            f'height="{height}" style="border:0;max-width:100%" loading="lazy"></iframe>'
            f'<script src="{escape(absolute("/embed.js"))}" async></script>'
        )


def embedding(view: str, query: Mapping[str, str]) -> Embedding:
    """Return how to show a view with a query; a day or a release that is not named stays open."""
    asked = kept() | dict(query)
    words = f"?{urlencode(sorted(asked.items()), safe=',')}" if asked else ""
    return Embedding(f"{absolute(f'/embed/{view}')}{words}", TITLES[view])
