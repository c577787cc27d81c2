"""Measure the start with 1,000 positions, and what a page of 20 costs, layer by layer.

Run with `make bench`. The machine may be busy: read the ratios, which come from one interleaved
run, before the milliseconds. Medians, and the best, of `ROUNDS` rounds.
"""

import logging
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

import flask_smorest
import marshmallow as ma
from flask import Flask, Response

from api import ROOT, create_app
from api.dataset.reading import read
from api.dataset.writing import render
from api.http import answers
from schemas.kinds import QUERIES

ROUNDS = 300
POSITIONS = 1000
QUERY = "party=russia&limit=20"


def grow(data: Path, target: int) -> None:
    """Repeat positions of a dataset under new ids until there are `target`, and no release."""
    shutil.rmtree(data / "releases", ignore_errors=True)
    files = {path: read(path.read_bytes())[0] for path in sorted(data.glob("positions/*/*.yaml"))}
    missing = target - sum(map(len, files.values()))
    for number in count(1):
        for path, positions in list(files.items()):
            again = [renamed(position, number) for position in positions[: max(missing, 0)]]
            missing -= len(again)
            path.write_text(path.read_text("utf-8") + (render(again) if again else ""), "utf-8")
        if missing <= 0:
            return


def renamed(position: dict[str, Any], number: int) -> dict[str, Any]:
    """Return a position under another id, which supersedes nothing."""
    plain = {name: position[name] for name in position if name not in ("supersedes", "change")}
    return plain | {"id": f"{position['id']}-copy-{number}"}


def start(data: Path, store: Path) -> float:
    """Return the seconds that a fresh process takes to import and wire the app."""
    code = (
        "import time; t = time.perf_counter(); from api import create_app;"
        f"create_app({{'DATA_DIR': {str(data)!r}, 'STORE_DIR': {str(store)!r}}});"
        "print(time.perf_counter() - t)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True
    )
    return float(done.stdout)


def constant_app(body: bytes) -> Flask:
    """Return a flask-smorest app whose view takes no argument and answers with fixed bytes."""
    app = Flask("constant")
    app.config.update(API_TITLE="c", API_VERSION="1", OPENAPI_VERSION="3.1.0")
    api = flask_smorest.Api(app)
    blueprint = flask_smorest.Blueprint("c", "c")

    class Empty(ma.Schema):
        """Nothing."""

    @blueprint.route("/c")
    @blueprint.response(200, Empty)
    def constant() -> Response:
        return Response(body, mimetype="application/json")

    api.register_blueprint(blueprint)
    return app


def interleaved(works: dict[str, Callable[[], Any]]) -> dict[str, list[float]]:
    """Return the milliseconds of each work, measured in turns."""
    times: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(ROUNDS):
        for name, work in works.items():
            begun = time.perf_counter()
            work()
            times[name].append((time.perf_counter() - begun) * 1000)
    return times


def main() -> None:
    """Print the table."""
    logging.disable()
    with tempfile.TemporaryDirectory() as folder:
        data = Path(shutil.copytree(ROOT / "data", Path(folder) / "data"))
        here = start(data, Path(folder) / "here")
        print(f"start with this dataset and its releases, store not built: {here:.2f} s")
        grow(data, POSITIONS)
        store = Path(folder) / "store"
        cold, warm = start(data, store), start(data, store)
        print(f"start with {POSITIONS} positions, store not built: {cold:.2f} s")
        print(f"start with {POSITIONS} positions, store built:     {warm:.2f} s")
        measure_page(create_app({"DATA_DIR": data, "STORE_DIR": store}))


def measure_page(app: Flask) -> None:
    """Print what a page costs inside the app, beside an app that answers with fixed bytes."""
    client = app.test_client()
    body = client.get(f"/v1/positions?{QUERY}").data
    constant = constant_app(body).test_client()
    query = QUERIES["positions"].load({"party": ["russia"], "limit": "20"})
    with app.test_request_context(f"/v1/positions?{QUERY}"):
        times = interleaved(
            {
                "our code: store, envelope, links": lambda: answers.page("positions", query),
                "whole request in process": lambda: client.get(f"/v1/positions?{QUERY}"),
                "constant bytes in process": lambda: constant.get("/c"),
            }
        )
    print(f"page of 20 from {POSITIONS} ({len(body)} bytes), median of {ROUNDS}:")
    base = statistics.median(times["constant bytes in process"])
    for name, each in times.items():
        median = statistics.median(each)
        print(
            f"  {name:<34} {median:6.3f} ms, best {min(each):6.3f}, {median / base:5.2f} x constant"
        )


if __name__ == "__main__":
    main()
