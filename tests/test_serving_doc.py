"""What docs/serving.md tells is what there is."""

import re

import pytest
from flask.testing import FlaskClient
from prometheus_client.parser import text_string_to_metric_families

from api import ROOT, SERVING
from tests.conftest import OF_LATEST
from tests.makefile import of_makefile

TOLD = (ROOT / "docs" / "serving.md").read_text(encoding="utf-8")


def test_every_setting_is_told_with_its_default() -> None:
    told = dict(re.findall(r"^\| `([A-Z_]+)` \| `(\d+)` \|", TOLD, re.MULTILINE))
    assert told.pop("WORKERS") == " ".join(of_makefile("WORKERS"))
    assert told == {name: str(value) for name, value in SERVING.items()}
    assert told["STREAMS"] == " ".join(of_makefile("STREAMS"))


def test_every_option_of_granian_is_told() -> None:
    given = " ".join(of_makefile("GRANIAN")).removeprefix("--interface wsgi ")
    assert set(re.findall(r"^\| `(--[^`]+)` \|", TOLD, re.MULTILINE)) == {
        option.strip() for option in re.findall(r"--[^-]\S+(?: \d+)?", given)
    }


@pytest.mark.parametrize(("streams", "threads"), [("1", "3"), ("2", "4"), ("9", "11"), ("x", "4")])
def test_long_answers_leave_two_threads(streams: str, threads: str) -> None:
    options = of_makefile("GRANIAN", STREAMS=streams)
    assert options[options.index("--blocking-threads") + 1] == threads


def test_every_setting_of_memory_is_told() -> None:
    given = of_makefile("MEMORY")
    assert set(re.findall(r"^\| `(MALLOC_[^`]+)` \|", TOLD, re.MULTILINE)) == set(given)


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
