"""The web API over a dataset of negotiation positions."""

from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from api.importing import kept

if TYPE_CHECKING:
    from flask import Flask

ROOT = Path(__file__).parent.parent

SERVING = {"CACHE_BYTES": 64 * 1024 * 1024, "STREAMS": 2}
SETTINGS: dict[str, Any] = {
    "DATA_DIR": ROOT / "data",
    "STORE_DIR": ROOT / "instance",
    "STORE": "",
    "DATABASE_URL": "",
    "PUBLIC_URL": "",
    **SERVING,
}


def create_app(config: dict[str, Any] | None = None) -> "Flask":
    """Build the store if need be and wire the app; raise DatasetError if the data are not valid."""
    app: Flask = load().wired(SETTINGS | (config or {}))
    return app


def load() -> ModuleType:
    """Return what the app is wired of; who reads the dataset alone does not need it."""
    with kept("api.wiring"):
        from api import wiring
    return wiring
