"""What the README shows is what happens."""

import json
import re
import shutil
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient

from api import ROOT, SETTINGS, generating
from api.dataset.loading import load
from api.dataset.mistakes import DatasetError
from api.dataset.statistics import table

README = (ROOT / "README.md").read_text(encoding="utf-8")
EXCHANGES = re.findall(r"```console\n\$ curl -s '([^']+)'\n(.*?)```", README, re.DOTALL)
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    """A client of the app over the real data."""
    from wsgi import app

    return app.test_client()


def test_there_are_seven_exchanges() -> None:
    assert len(EXCHANGES) == 7
    assert "## Seven questions" in README


@pytest.mark.parametrize(("address", "answer"), EXCHANGES)
def test_an_exchange_is_real(client: FlaskClient, address: str, answer: str) -> None:
    parts = urlsplit(address)
    response = client.get(f"{parts.path}?{parts.query}")
    if response.is_json:
        assert response.json == json.loads(answer)
    else:
        assert response.text == answer


def test_it_opens_with_the_picture_of_the_matrix() -> None:
    from wsgi import app

    lines = [line for line in README.splitlines() if line]
    assert re.fullmatch(r"!\[.+\]\(docs/matrix\.svg\)", lines[1])
    with app.app_context():
        current = generating.pictured()
    committed = (ROOT / "docs" / "matrix.svg").read_text(encoding="utf-8")
    assert committed == current, "docs/matrix.svg is out of date: run `make generated`"


def test_the_checkers_output_is_real(tmp_path: Path) -> None:
    old, new, file = re.findall(r"sed -i 's/(.+)/(.+)/' data/(\S+)", README)[0]
    data = Path(shutil.copytree(ROOT / "data", tmp_path / "data"))
    text = (data / file).read_text(encoding="utf-8")
    (data / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DatasetError) as caught:
        load(data)
    assert str(caught.value).replace(f"{tmp_path}/", "") in README


def test_the_counts_are_real() -> None:
    dataset = load(ROOT / "data")
    positions = dataset.of("positions").values()
    parties = {position.data["party"] for position in positions}
    told = f"{len(positions)} positions of {len(parties)} parties on {len(dataset.of('provisions'))} questions"
    assert told in README
    assert f"it tells all {len(dataset.of('issues'))} issues" in README


def test_the_table_is_what_stats_prints() -> None:
    (command,) = re.findall(r"`flask --app wsgi dataset\s+stats ([\w ]+)`", README)
    assert "\n".join(table(load(ROOT / "data"), command.split())) in README


def test_the_reliability_is_what_was_measured() -> None:
    dataset = load(ROOT / "data")
    measured = dataset.data("reliability", "reliability")["variables"]
    (told,) = re.findall(
        r"A sample of (\d+) positions.+?alpha is (.+?) for the date", README, re.DOTALL
    )
    assert int(told[0]) == len(dataset.of("codings"))
    assert re.findall(r"\d\.\d+", told[1]) == [str(one["alpha"]) for one in measured]


def test_every_setting_is_told() -> None:
    told = set(re.findall(r"^\| `(\w+)` \|", README, re.MULTILINE))
    assert told == {*SETTINGS, "HOST", "PORT"}
    for name in ("HOST", "PORT"):
        assert f"{name} ?= " in MAKEFILE


def test_every_target_and_file_that_is_told_exists() -> None:
    for target in re.findall(r"(?:`|    )make (\w+)", README):
        assert f"\n{target}: " in MAKEFILE
    for file in re.findall(r"\]\(([\w./-]+)\)", README):
        assert (ROOT / file).exists()
