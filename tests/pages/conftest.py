"""Pages over small data with one release, in which some texts hold markup."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from api import create_app
from api.dataset.freezing import freeze
from tests.conftest import DATA
from tests.edits import replace

MARKUP = "</script><script>alert(1)</script>"
HOSTILE = [
    ("positions/south/strait.yaml", "Demands an open strait.", f"Demands {MARKUP} & \"more\"."),
    ("positions/north/strait.yaml", "We will never open the strait", f"We will {MARKUP}"),
    ("sources/gazette-first-round.yaml", "title: First round ends", f"title: First {MARKUP}"),
    ("parties.yaml", "Says nothing in these texts.", f"Says {MARKUP}"),
    ("events.yaml", "First round on the island", f"First {MARKUP}"),
    ("issues.yaml", "Who sails where.", f"Who {MARKUP}"),
]  # fmt: skip


@pytest.fixture(scope="session")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data with release 1.0.0."""
    data = Path(shutil.copytree(DATA, tmp_path_factory.mktemp("pages") / "data"))
    for file, old, new in HOSTILE:
        replace(data / file, old, new)
    freeze(data, "The first.", date(2020, 4, 1))
    return data


@pytest.fixture(scope="session")
def client(released: Path) -> FlaskClient:
    """A client of an app over these data."""
    app = create_app({"DATA_DIR": released, "STORE_DIR": released.parent / "store"})
    return app.test_client()
