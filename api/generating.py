"""Commands that write what is generated and committed: `make generated` runs them all."""

from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from api.http import citation_file, docs
from api.http import json_schemas as schemas_in_json

SERVER = "http://127.0.0.1:8000"
PICTURE = (
    "/v1/matrix.svg?as_of=2025-03-13&party=ukraine,russia,united-states"
    "&issue=nato,territory,peacekeepers,sanctions,elections"
    "&provision=ukraine-nato-membership,four-regions-ceded,crimea-recognized,"
    "foreign-troops-in-ukraine,western-sanctions-eased,ukrainian-presidential-election"
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
def json_schemas(output: Path) -> None:
    """Write the JSON Schema of every kind of file of the dataset."""
    for path in schemas_in_json.write(output):
        click.echo(f"Wrote {path}.")


@click.command("citation-cff")
@click.option("-o", "--output", type=click.Path(path_type=Path), default=Path("CITATION.cff"))
@with_appcontext
def citation_cff(output: Path) -> None:
    """Write how the repository is cited, from the latest release of the dataset."""
    output.write_text(citation_file.render(), encoding="utf-8")
    click.echo(f"Wrote {output}.")


@click.command("matrix-svg")
@click.option("-o", "--output", type=click.Path(path_type=Path), default=Path("docs/matrix.svg"))
@with_appcontext
def matrix_svg(output: Path) -> None:
    """Write the picture that the README opens with, from the latest release of the dataset."""
    output.write_text(pictured(), encoding="utf-8")
    click.echo(f"Wrote {output}.")


def pictured() -> str:
    """Return a matrix as SVG, with the addresses of a server that was started by `make serve`."""
    return current_app.test_client().get(PICTURE, base_url=SERVER).text
