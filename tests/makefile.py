"""What the Makefile sets, as make has it."""

import os
import subprocess

from api import ROOT

OF_MAKE = ("MAKEFLAGS", "MAKEOVERRIDES", "MFLAGS")


def of_makefile(name: str, **given: str) -> list[str]:
    """Return the words of a variable of the Makefile, where the environment has what is given."""
    told = f"told: ; @echo $({name})"
    outside = {key: value for key, value in os.environ.items() if key not in OF_MAKE}
    done = subprocess.run(
        ["make", "--silent", "--no-print-directory", "--eval", told, "told"],
        cwd=ROOT,
        env=outside | given,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return done.stdout.split()
