"""The web API over a dataset of negotiation positions."""

from pathlib import Path
from typing import Any

from flask import Flask
from flask_cors import CORS

from api import bulk, cli, generating
from api.http import docs, guards, public_url, retirement
from api.http.openapi import Api
from api.pages import views as pages
from api.resources import (
    agreement,
    changes,
    citation,
    codebook,
    coverage,
    diff,
    discovery,
    events,
    health,
    index,
    issues,
    matrix,
    parties,
    positions,
    provisions,
    releases,
    reliability,
    schemas,
    sources,
    speakers,
    stats,
    timeline,
)
from api.store.building import build
from api.store.settling import fitting
from api.store.store import Store

ROOT = Path(__file__).parent.parent

SETTINGS: dict[str, Any] = {
    "DATA_DIR": ROOT / "data",
    "STORE_DIR": ROOT / "instance",
    "STORE": "",
    "PUBLIC_URL": "",
}
RESOURCES = (
    index, positions, matrix, agreement, stats, timeline, parties, speakers, issues, provisions,
    events, sources, coverage, codebook, releases, diff, changes, citation, reliability, schemas,
    discovery, health,
)  # fmt: skip
EXPOSED = [
    "Accept-Ranges", "Content-Disposition", "Content-Range", "Deprecation", "ETag", "Link",
    "Parley-Release", "Repr-Digest", "Retry-After", "Sunset",
]  # fmt: skip


def store_of(settings: dict[str, Any]) -> Path:
    """Return the store that the settings name, or that of the dataset, built if need be."""
    if settings["STORE"]:
        return fitting(Path(settings["STORE"]))
    return build(Path(settings["DATA_DIR"]), Path(settings["STORE_DIR"]))


def create_app(config: dict[str, Any] | None = None) -> Flask:
    """Build the store if need be and wire the app; raise DatasetError if the data are not valid."""
    app = Flask(__name__, static_folder=None)
    app.url_map.strict_slashes = app.url_map.merge_slashes = False
    app.config.update(SETTINGS | docs.SETTINGS | retirement.SETTINGS | (config or {}))
    public_url.init_app(app)
    app.extensions["parley"] = Store(store_of(app.config))
    app.extensions["openapi"] = openapi = Api(app)
    for resource in RESOURCES:
        openapi.register_blueprint(resource.blueprint)
    for part in (retirement, guards, docs, pages, cli, bulk, generating):
        part.init_app(app)
    CORS(
        app,
        send_wildcard=True,
        methods=["GET", "HEAD", "OPTIONS"],
        expose_headers=EXPOSED,
        max_age=86400,
    )
    return app
