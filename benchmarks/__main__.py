"""Measure everything, or one part: `python -m benchmarks [PART]`; the whole writes results.md."""

import subprocess
import sys
from pathlib import Path

from benchmarks import machine, parts, peers, report, subjects
from benchmarks.disturbance import stolen_since, ticks
from benchmarks.report import Section
from benchmarks.rows import LeftOut

RESULTS = Path(__file__).with_name("results.md")


def prepare() -> None:
    """Install peers and build datasets that are not there yet."""
    try:
        peers.install()
    except subprocess.CalledProcessError as error:
        print(f"Datasette could not be installed: {error}", file=sys.stderr)
    subjects.prepare()


def measured(name: str, limit: float) -> Section:
    """Return what a part measures, printed while it goes."""
    part = parts.module(name)
    section = Section(part.TITLE, part.ABOUT)
    print(f"\n{part.TITLE}", flush=True)
    for told in parts.measured(name, limit):
        if isinstance(told, LeftOut):
            section.left_out.append(told)
            print(f"  {told}", flush=True)
        else:
            section.rows.append(told)
            print("  " + "  ".join(filter(None, report.cells(told))), flush=True)
    return section


def main() -> None:
    """Measure all parts in turn, and write the report."""
    before, counted = machine.load(), ticks()
    longer = parts.LONGER if subjects.LARGE in subjects.subjects() else 1
    for told in parts.measured("prepare", parts.PREPARATION * longer):
        sys.exit(str(told))
    sections = [measured(name, limit * longer) for name, limit in parts.PARTS.items()]
    others = f"{stolen_since(counted):.1%} of the processor time that was wanted"
    busy = {"load at start": before, "load at end": machine.load(), "taken by others": others}
    facts = machine.facts() | busy
    report.write(RESULTS, report.document(facts, sections))
    print(f"\n{report.verdict([row for section in sections for row in section.rows])}")


if __name__ == "__main__":
    match sys.argv[1:]:
        case []:
            main()
        case ["prepare"]:
            prepare()
        case [name]:
            parts.tell(name)
