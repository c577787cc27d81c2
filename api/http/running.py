"""What the running application holds."""

from typing import cast

from flask import current_app

from api.store.store import Store


def store() -> Store:
    """Return the store of the running application."""
    return cast(Store, current_app.extensions["parley"])
