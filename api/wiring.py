"""What the web API is wired of."""

from typing import Any

from flask import Flask

from api import commands
from api.http import (
    docs,
    guards,
    loss,
    problems,
    public_url,
    retirement,
    serving,
    sharing,
    wording,
)
from api.http.application import Application
from api.pages import views as pages
from api.pictures import drawing as pictures
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
from api.store.building import built
from api.store.store import Store

RESOURCES = (
    index, positions, matrix, agreement, stats, timeline, parties, speakers, issues, provisions,
    events, sources, coverage, codebook, releases, diff, changes, citation, reliability, schemas,
    discovery, health,
)  # fmt: skip


def wired(settings: dict[str, Any]) -> Flask:
    """Return the app over the store that settings name, built if need be; raise DatasetError."""
    app = Application(__package__, static_folder=None)
    app.url_map.strict_slashes = app.url_map.merge_slashes = False
    app.config.update(docs.SETTINGS | retirement.SETTINGS | settings)
    commands.init_app(app)
    public_url.init_app(app)
    app.extensions["parley"] = Store(built(app.config))
    for resource in RESOURCES:
        app.register_blueprint(resource.blueprint)
    for part in (
        problems, sharing, serving, retirement, guards, loss, docs, wording, pictures, pages,
    ):  # fmt: skip
        part.init_app(app)
    return app
