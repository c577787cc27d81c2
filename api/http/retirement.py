"""Operations that are retired: since when, until when they answer, and what comes instead.

Every response of such an operation tells it in its headers (RFC 9745, RFC 8594), and the document
calls it deprecated. After the day of its sunset it is gone.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from typing import Any, NamedTuple, cast
from urllib.parse import quote

from flask import Flask, current_app, request, url_for
from werkzeug.exceptions import Gone
from werkzeug.http import http_date
from werkzeug.wrappers import Response

from api.http.formats import SUFFIXED
from schemas.base import nearest, quoted
from schemas.validity import today


class Retirement(NamedTuple):
    """How an operation retires: `successor` is an address, with the same `{id}` in it if any."""

    since: date
    sunset: date | None
    successor: str

    @property
    def told(self) -> str:
        """Return it as the document tells it."""
        until = f" It answers until {self.sunset}." if self.sunset else ""
        return f"Deprecated since {self.since}; use `{self.successor}`.{until}"

    @property
    def over(self) -> bool:
        """Tell whether its sunset has passed."""
        return self.sunset is not None and self.sunset < today()


Table = Mapping[str, Retirement]

RETIRED: dict[str, Retirement] = {}
SETTINGS: dict[str, Any] = {"RETIRED": RETIRED}


def retired(app: Flask) -> Table:
    """Return the retired operations of an app, by their ids."""
    return cast(Table, app.config["RETIRED"])


def asked() -> Retirement | None:
    """Return how the operation that is asked for retires, whatever the format; None if not."""
    table = retired(current_app)
    operation = (request.endpoint or "").rpartition(".")[2] if table else ""
    return table.get(operation.removesuffix(SUFFIXED))


def refuse_gone() -> None:
    """Refuse an operation whose sunset has passed; a page may still ask what it may send."""
    retirement = asked()
    if retirement and retirement.over and request.method != "OPTIONS":
        instead = address_of(retirement)
        raise Gone(f"This was retired at the end of {retirement.sunset}; use {instead}.")


def announce(response: Response) -> Response:
    """Tell of a retired operation since when it is, until when it answers, and what to use."""
    if retirement := asked():
        since = datetime.combine(retirement.since, time.min, UTC)
        response.headers["Deprecation"] = f"@{since.timestamp():.0f}"
        if retirement.sunset:
            last = datetime.combine(retirement.sunset, time(23, 59, 59), UTC)
            response.headers["Sunset"] = http_date(last)
        links = [*response.headers.getlist("Link"), *links_of(retirement)]
        response.headers["Link"] = ", ".join(links)
    return response


def links_of(retirement: Retirement) -> tuple[str, str]:
    """Return the links to what comes instead, and to where that is told."""
    told = url_for("docs.swagger_ui")
    return (
        f'<{address_of(retirement)}>; rel="successor-version"',
        f'<{told}>; rel="deprecation"; type="text/html"',
    )


def address_of(retirement: Retirement) -> str:
    """Return the address of what comes instead of what is asked for."""
    path = {name: quote(value, safe="") for name, value in (request.view_args or {}).items()}
    return request.script_root + retirement.successor.format_map(path)


def check(app: Flask) -> None:
    """Refuse a table that names no operation, a sunset before its time or no address."""
    served = [rule for rule in app.url_map.iter_rules() if "suffix" not in rule.arguments]
    rules = {rule.endpoint.rpartition(".")[2]: rule for rule in served}
    for operation, retirement in retired(app).items():
        if operation not in rules:
            raise ValueError(
                f"There is no operation {quoted(operation)}{nearest(operation, rules)}"
            )
        if retirement.sunset and retirement.sunset < retirement.since:
            raise ValueError(f"{operation} is gone before it is deprecated.")
        try:
            retirement.successor.format_map(dict.fromkeys(rules[operation].arguments, ""))
        except KeyError as error:
            raise ValueError(f"{operation} has no {error} for its successor.") from error


def init_app(app: Flask) -> None:
    """Tell of retired operations, and refuse those that are gone."""
    check(app)
    app.before_request(refuse_gone)
    app.after_request(announce)
