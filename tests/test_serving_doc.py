"""What docs/serving.md tells is what there is."""

import re

from flask.testing import FlaskClient
from prometheus_client.parser import text_string_to_metric_families

from api import ROOT, SERVING
from tests.conftest import OF_LATEST

TOLD = (ROOT / "docs" / "serving.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


def test_every_setting_is_told_with_its_default() -> None:
    told = dict(re.findall(r"^\| `([A-Z_]+)` \| `(\d+)` \|", TOLD, re.MULTILINE))
    assert told.pop("WORKERS") == re.findall(r"^WORKERS \?= (.+)$", MAKEFILE, re.MULTILINE)[0]
    assert told == {name: str(value) for name, value in SERVING.items()}


def test_every_option_of_granian_is_told() -> None:
    (given,) = re.findall(r"^GRANIAN := --interface wsgi (.+)$", MAKEFILE, re.MULTILINE)
    assert set(re.findall(r"^\| `(--[^`]+)` \|", TOLD, re.MULTILINE)) == {
        option.strip() for option in re.findall(r"--[^-]\S+(?: \d+)?", given)
    }


def test_every_setting_of_memory_is_told() -> None:
    (given,) = re.findall(r"^MEMORY := (.+)$", MAKEFILE, re.MULTILINE)
    assert set(re.findall(r"^\| `(MALLOC_[^`]+)` \|", TOLD, re.MULTILINE)) == set(given.split())


def test_every_metric_is_told(client: FlaskClient) -> None:
    families = text_string_to_metric_families(client.get("/metrics").text)
    served = {
        one.name + ("_total" if one.type == "counter" else "")
        for one in families
        if not one.name.endswith("_created")
    }
    assert served == set(re.findall(r"`(parley_\w+)`", TOLD))


def test_how_long_the_latest_holds_is_told() -> None:
    assert f"`{OF_LATEST}`" in TOLD
