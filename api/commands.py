"""The commands of `flask`: each is imported once it is asked for, for a server asks for none."""

from collections.abc import Mapping

import click
from flask import Flask
from flask.cli import AppGroup
from werkzeug.utils import import_string

GENERATING = ("openapi_yaml", "json_schemas", "citation_cff", "matrix_svg")
PLACES = {
    "dataset": "api.cli:dataset",
    **{name.replace("_", "-"): f"api.generating:{name}" for name in GENERATING},
}


class Commands(AppGroup):
    """Commands of which some are known by their places, such as `api.cli:dataset`."""

    def __init__(self, name: str, places: Mapping[str, str], help: str | None = None) -> None:
        super().__init__(name, help=help)
        self.places = places

    def list_commands(self, context: click.Context) -> list[str]:
        """Return the names of all commands."""
        return sorted([*super().list_commands(context), *self.places])

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        """Return a command by its name, None if there is none."""
        if name in self.places:
            command: click.Command = import_string(self.places[name])
            return command
        return super().get_command(context, name)


def init_app(app: Flask) -> None:
    """Add the commands to `flask`."""
    app.cli = Commands(app.name, PLACES)
