"""Commands for datasets of any size: `flask dataset synthesize`, `build-ndjson`."""

import sys
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from api.cli import data_dir
from api.dataset.lines import POSITIONS
from api.dataset.loading import load
from api.dataset.mistakes import DatasetError, shown
from api.store.bulk import build_from_lines
from api.synthesis import writing
from api.synthesis.dataset import Synthesis

FORMS = ("yaml", "ndjson")


@click.command()
@click.option("--positions", type=click.IntRange(1), required=True, help="How many positions.")
@click.option("--seed", type=int, default=1, show_default=True, help="Seed of what is drawn.")
@click.option("--as", "form", type=click.Choice(FORMS), default="yaml", show_default=True)
@click.argument("folder", type=click.Path(path_type=Path))
@with_appcontext
def synthesize(positions: int, seed: int, form: str, folder: Path) -> None:
    """Make up a dataset to measure with, by the codebook of this one, in a new FOLDER."""
    codebook = load(data_dir()).data("codebook", "codebook")
    try:
        fill = writing.as_yaml if form == "yaml" else writing.as_ndjson
        writing.write(Synthesis(codebook, positions, seed), folder, fill)
    except OSError as error:
        sys.exit(str(error))
    click.echo(f"Made up {positions} positions in {shown(folder)}.")


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@with_appcontext
def build_ndjson(folder: Path) -> None:
    """Build a store from a FOLDER with a file of NDJSON for each kind; the setting STORE serves it.

    Its records are checked as those of YAML are. It holds a draft, no releases, and no files to
    download.
    """
    positions = folder / POSITIONS
    twice = 2 * positions.stat().st_size if positions.is_file() else 0
    with click.progressbar(length=twice, label="Positions", file=sys.stderr) as bar:
        try:
            path = build_from_lines(folder, Path(current_app.config["STORE_DIR"]), bar.update)
        except DatasetError as error:
            sys.exit(str(error))
    click.echo(path)
