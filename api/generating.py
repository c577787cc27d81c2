"""Commands that write what is generated and committed: `make generated` runs them all."""

from pathlib import Path

import click
from flask import Flask
from flask.cli import with_appcontext

from api.http import citation_file, docs, json_schemas


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


@click.command("citation-cff")
@click.option("-o", "--output", type=click.Path(path_type=Path), default=Path("CITATION.cff"))
@with_appcontext
def citation_cff(output: Path) -> None:
    """Write how the repository is cited, from the latest release of the dataset."""
    output.write_text(citation_file.render(), encoding="utf-8")
    click.echo(f"Wrote {output}.")


def init_app(app: Flask) -> None:
    """Add the commands to `flask`."""
    for command in (openapi_yaml, write_json_schemas, citation_cff):
        app.cli.add_command(command)
