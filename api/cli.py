"""Commands: `flask dataset check|build|verify` and `flask openapi-yaml`."""

import sys
from datetime import UTC, datetime
from pathlib import Path

import click
from flask import Flask, current_app
from flask.cli import AppGroup, with_appcontext

from api.dataset.archive import verify
from api.dataset.loading import load
from api.dataset.mistakes import shown
from api.dataset.warnings import warnings
from api.http import docs, json_schemas
from api.store.building import build

COUNTED = ("positions", "parties", "speakers", "issues", "provisions", "events", "sources")

dataset = AppGroup("dataset", help="Check, build and verify the dataset.")


@dataset.command()
@with_appcontext
def check() -> None:
    """Check all files of the dataset; report every mistake, and warn of what to look at."""
    loaded = load(data_dir())
    for warning in warnings(loaded, datetime.now(UTC).date()):
        click.echo(f"warning: {warning}")
    counts = ", ".join(f"{len(loaded.of(kind))} {kind}" for kind in COUNTED)
    click.echo(f"No mistakes in {shown(data_dir())}: {counts}.")


@dataset.command("build")
@with_appcontext
def build_store() -> None:
    """Build the store that the server opens, unless it is there."""
    click.echo(build(data_dir(), Path(current_app.config["STORE_DIR"])))


@dataset.command("verify")
@click.option(
    "--archive",
    required=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder of the archived texts.",
)
@with_appcontext
def verify_archive(archive: Path) -> None:
    """Hold hashes, paragraphs and quotes to the archived texts."""
    loaded = load(data_dir())
    if mistakes := verify(loaded, archive):
        sys.exit("\n".join(map(str, mistakes)))
    archived = [source for source in loaded.of("sources").values() if source.data["text_sha256"]]
    citations = [
        citation
        for position in loaded.of("positions").values()
        for citation in position.data["citations"]
    ]
    quotes = sum(bool(citation["quote"]) for citation in citations)
    click.echo(
        f"{len(archived)} archived articles, {len(citations)} citations and {quotes} quotes "
        f"stand as recorded."
    )


@click.command("openapi-yaml")
@click.option("-o", "--output", type=click.Path(path_type=Path), default=Path("openapi.yaml"))
@with_appcontext
def openapi_yaml(output: Path) -> None:
    """Write the OpenAPI document."""
    output.write_text(docs.render(), encoding="utf-8")
    click.echo(f"Wrote {output}.")


@click.command("json-schemas")
@click.option("-o", "--output", type=click.Path(path_type=Path), default=Path("schemas") / "json")
@with_appcontext
def write_json_schemas(output: Path) -> None:
    """Write the JSON Schema of every kind of file of the dataset."""
    for path in json_schemas.write(output):
        click.echo(f"Wrote {path}.")


def data_dir() -> Path:
    """Return the folder of the dataset."""
    return Path(current_app.config["DATA_DIR"])


def init_app(app: Flask) -> None:
    """Add the commands to `flask`."""
    app.cli.add_command(dataset)
    app.cli.add_command(openapi_yaml)
    app.cli.add_command(write_json_schemas)
