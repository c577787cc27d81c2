"""The modules that measure, each in a process of its own with so many seconds."""

import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from importlib import import_module
from types import ModuleType

from api import ROOT
from benchmarks.rows import LeftOut, Row, read, written

PREPARATION = 150
# A larger dataset takes longer, and is measured on purpose.
LONGER = 8
PARTS = {
    "serving": 300,
    "asking": 80,
    "starting": 60,
    "memory": 30,
    "exporting": 40,
    "release_files": 20,
    "databases": 40,
}


def module(name: str) -> ModuleType:
    """Return the module of a part."""
    return import_module(f"benchmarks.{name}")


def tell(name: str) -> None:
    """Measure a part here, and print a line for each row."""
    for told in module(name).measure():
        print(written(told), flush=True)


def measured(name: str, limit: float) -> Iterator[Row | LeftOut]:
    """Yield what a part measures, beside this process; end it when its time is up."""
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o711)
        process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks", name],
            cwd=ROOT,
            env=os.environ | {"TMPDIR": folder},
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        timer = threading.Timer(limit, os.killpg, (process.pid, signal.SIGKILL))
        timer.start()
        yield from map(read, process.stdout or ())
        code = process.wait()
        timer.cancel()
    if code == -signal.SIGKILL:
        yield LeftOut("The rest", f"It took longer than {limit:g} s.")
    elif code:
        yield LeftOut("The rest", f"It failed with {code}; what it says is above.")
