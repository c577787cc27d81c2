"""Commands that look after the dataset: `flask dataset ...`."""

import sys
from datetime import UTC, datetime
from pathlib import Path

import click
import marshmallow as ma
from flask import current_app
from flask.cli import AppGroup, with_appcontext

from api import questions
from api.commands import Commands
from api.dataset import agreement, links, sampling, statistics, writing
from api.dataset.archive import verify
from api.dataset.freezing import NothingChanged, freeze
from api.dataset.loading import load
from api.dataset.mistakes import DatasetError, shown
from api.dataset.references import missing
from api.dataset.warnings import warnings
from api.http.summary import summary
from api.store.building import built
from api.store.store import Store
from api.store.tables import DRAFT
from schemas.kinds import SCHEMAS
from schemas.queries import LATEST

SHARE = click.FloatRange(0, 1, min_open=True)
COUNTED = ("positions", "parties", "speakers", "issues", "provisions", "events", "sources")

BULK = {"synthesize": "api.bulk:synthesize", "build-ndjson": "api.bulk:build_ndjson"}

dataset = Commands("dataset", BULK, help="Look after the dataset.")
new = AppGroup("new", help="Add a record by answering questions.")
dataset.add_command(new)


@dataset.command()
@with_appcontext
def check() -> None:
    """Check all files of the dataset; report every mistake, and warn of what to look at."""
    loaded = load(data_dir())
    for warning in warnings(data_dir(), loaded, datetime.now(UTC).date()):
        click.echo(f"warning: {warning}")
    counts = ", ".join(f"{len(loaded.of(kind))} {kind}" for kind in COUNTED)
    click.echo(f"No mistakes in {shown(data_dir())}: {counts}.")


@dataset.command("build")
@with_appcontext
def build_store() -> None:
    """Build the store that the server opens, unless it is there."""
    click.echo(built(current_app.config))


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


@dataset.command("stats")
@click.argument("issues", nargs=-1)
@with_appcontext
def show_statistics(issues: tuple[str, ...]) -> None:
    """Print how many positions there are by issue, party and moment, of all or some ISSUES."""
    loaded = load(data_dir())
    for issue in issues:
        if issue not in loaded.of("issues"):
            raise click.BadParameter(missing(loaded, "issues", issue))
    click.echo("\n".join(statistics.table(loaded, issues)))


@dataset.command("sample")
@click.option("--seed", type=int, required=True, help="Seed of the draw.")
@click.option("--share", type=SHARE, default=0.15, help="Share of each party's positions.")
@with_appcontext
def draw_sample(seed: int, share: float) -> None:
    """Draw positions by party, and print what a blind second coder is given of them."""
    click.echo(writing.render(sampling.units(load(data_dir()), seed, share)), nl=False)


@dataset.command("reliability")
@click.option("--write", is_flag=True, help="Write what is measured into the dataset.")
@with_appcontext
def measure_reliability(write: bool) -> None:
    """Measure how far the two codings of the sample agree."""
    loaded = load(data_dir())
    if not loaded.of("codings"):
        sys.exit("Nothing was coded twice yet: reliability/codings.yaml holds no unit.")
    if write and not loaded.of("reliability"):
        sys.exit("reliability/reliability.yaml is missing: it says how the sample was drawn.")
    try:
        measured = agreement.measure(loaded)
    except ImportError as error:
        sys.exit(f"Alpha is computed by NLTK, which `make test` installs: {error}.")
    for one in measured:
        state = agreement.state(one["alpha"])
        click.echo(
            f"{one['variable']}: alpha {one['alpha']:.3f} ({state}), "
            f"{one['agreement']:.1%} of {one['units']} units alike"
        )
    if write:
        for record in loaded.of("reliability").values():
            writing.rewrite(data_dir(), "reliability", record.data | {"variables": measured})


@dataset.command("links")
@click.option("--check", "ask", is_flag=True, help="Ask every address now; needs the network.")
@with_appcontext
def show_links(ask: bool) -> None:
    """List the addresses of sources with the state of their last check."""
    if ask:
        checked = links.check(load(data_dir()), datetime.now(UTC).date())
        try:
            writing.rewrite(data_dir(), "links", checked)
        except DatasetError as error:
            sys.exit(str(error))
    click.echo("\n".join(links.states(load(data_dir()))))


def as_text(context: click.Context, option: click.Parameter, value: str) -> str:
    """Return the notes of a release, or say what is wrong with them."""
    try:
        return str(SCHEMAS["releases"].fields["notes"].deserialize(value))
    except ma.ValidationError as error:
        raise click.BadParameter(" ".join(map(str, error.messages))) from error


@dataset.command("release")
@click.option("--notes", required=True, callback=as_text, help="What changed, for readers.")
@with_appcontext
def make_release(notes: str) -> None:
    """Freeze the dataset under the next number, which follows from what changed."""
    try:
        card = freeze(data_dir(), notes, datetime.now(UTC).date())
    except (DatasetError, NothingChanged) as error:
        sys.exit(str(error))
    except OSError as error:
        sys.exit(f"The release cannot be written: {error}")
    counted = {one["kind"]: one["total"] for one in card["counts"]}
    click.echo(f"Froze {card['id']}: {counted['positions']} positions, SHA-256 {card['sha256']}.")


@dataset.command("diff")
@with_appcontext
def show_differences() -> None:
    """Print what changed since the latest release, as Markdown."""
    store = Store(built(current_app.config))
    if len(store.names) == 1:
        sys.exit("Nothing was released yet, so that there is nothing to compare with.")
    for text in summary(store.differences(LATEST, DRAFT), {}):
        click.echo(text, nl=False)


@new.command("position")
@with_appcontext
def new_position() -> None:
    """Ask for the members of a position, and write it at its place once it is right."""
    try:
        path = questions.new_position(data_dir(), load(data_dir()))
    except DatasetError as error:
        sys.exit(str(error))
    click.echo(f"Wrote {shown(path)}.")


def data_dir() -> Path:
    """Return the folder of the dataset."""
    return Path(current_app.config["DATA_DIR"])
