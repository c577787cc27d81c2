"""deploy/nginx.conf as it runs here: in a folder, on a port and before a server of our own."""

from collections.abc import Mapping
from pathlib import Path

from api import ROOT

CONFIGURATION = ROOT / "deploy" / "nginx.conf"


def configured(folder: Path, port: int, origin: str, bounds: Mapping[str, str]) -> Path:
    """Write the configuration with other bounds into a folder, and return where it is.

    `origin` is the host and the port of the server behind.
    """
    text = CONFIGURATION.read_text(encoding="utf-8")
    places = {
        "/var/cache/nginx/parley": f"{folder}/cache",
        "listen 80;": f"listen 127.0.0.1:{port};",
        "127.0.0.1:8000": origin,
    }
    for theirs, ours in {**places, **bounds}.items():
        assert theirs in text, theirs
        text = text.replace(theirs, ours)
    path = folder / "nginx.conf"
    path.write_text(f"daemon off; user root; pid {folder}/pid;\n{text}", encoding="utf-8")
    return path


def command(folder: Path, configuration: Path) -> list[str]:
    """Return how nginx is run with a configuration, in a folder."""
    return ["nginx", "-p", str(folder), "-e", f"{folder}/log", "-c", str(configuration)]
