"""Endpoints: each strict about its query, served in its formats, and to be documented whole."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

import flask

from api.http.formats import BY_SUFFIX, JSON, LISTED, SUFFIXED
from api.http.queries import View, strict
from schemas.citations import STYLES, CitationQuery, CitedSchema
from schemas.envelopes import Making, list_of, one_of
from schemas.kinds import QUERIES, SCHEMAS
from schemas.queries import Query, Reading


@dataclass(frozen=True)
class Operation:
    """What the document tells of an endpoint, once it is asked for.

    `kind` is that of the record whose id is in the path; `media_types` are those of files.
    """

    rule: str
    view: View
    query: Query
    kind: str = ""
    parameters: tuple[dict[str, Any], ...] = ()
    headers: tuple[str, ...] = ()
    failures: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    shape: Making | None = None
    media_types: tuple[str, ...] = ()


class Blueprint(flask.Blueprint):
    """A blueprint whose every endpoint is strict about its query and keeps what is told of it."""

    def __init__(
        self, name: str, import_name: str, *, description: str | None, url_prefix: str = ""
    ) -> None:
        super().__init__(name, import_name, url_prefix=url_prefix or None)
        self.description = description
        self.operations: list[Operation] = []
        self.formats: dict[str, tuple[str, ...]] = {}
        self.queries: dict[str, Query] = {}

    def lists(self, kind: str) -> Callable[[View], View]:
        """Serve a view as the list of a kind of record."""
        shape = list_of(type(SCHEMAS[kind]))
        return self.answers("", QUERIES[kind], shape, ("ETAG", "LINK"), formats=LISTED)

    def gets(self, kind: str) -> Callable[[View], View]:
        """Serve a view as one record of a kind, found by its id."""
        return self.finds(kind, "/<id>", one_of(type(SCHEMAS[kind])))

    def finds(
        self, kind: str, rule: str, shape: Making, formats: tuple[str, ...] = JSON
    ) -> Callable[[View], View]:
        """Serve a view at a path with the id of a record of a kind."""
        failures = ("NOT_FOUND",)
        return self.answers(rule, Reading(), shape, ("ETAG",), (), failures, formats, kind=kind)

    def cites(self, rule: str, kind: str = "") -> Callable[[View], View]:
        """Serve a view as the citation of the dataset, or of a record of a kind."""
        failures = ("NOT_FOUND",) if kind else ()
        query, work = CitationQuery(), partial(CitedSchema, many=True)
        return self.answers(rule, query, work, ("ETAG",), (), failures, STYLES, kind=kind)

    def sends(
        self, rule: str, kind: str, name: dict[str, Any], media_types: Iterable[str]
    ) -> Callable[[View], View]:
        """Serve a view as files of some media types, whole or in part, whatever is accepted."""
        headers = ("ETAG", "REPR_DIGEST", "CONTENT_DISPOSITION")
        failures = ("NOT_FOUND", "RANGE_NOT_SATISFIABLE", "URI_TOO_LONG", "LOST")
        media = tuple(media_types)

        def decorate(view: View) -> View:
            told = Operation(rule, view, Query(), kind, (name,), headers, failures, (), None, media)
            return self.serve(told)

        return decorate

    def answers(
        self,
        rule: str,
        query: Query,
        shape: Making | None,
        headers: tuple[str, ...] = (),
        parameters: tuple[dict[str, Any], ...] = (),
        failures: tuple[str, ...] = (),
        formats: tuple[str, ...] = JSON,
        lost: tuple[str, ...] = ("SERVICE_UNAVAILABLE",),
        kind: str = "",
    ) -> Callable[[View], View]:
        """Serve a view at a path, with its query, its answer and its failures documented."""
        failing = (*failures, "NOT_ACCEPTABLE", "URI_TOO_LONG", *lost)

        def decorate(view: View) -> View:
            served = self.serve(
                Operation(rule, view, query, kind, parameters, headers, failing, formats, shape)
            )
            self.serve_by_suffix(rule, served, formats)
            for endpoint in (view.__name__, f"{view.__name__}{SUFFIXED}"):
                self.formats[f"{self.name}.{endpoint}"] = formats
                self.queries[f"{self.name}.{endpoint}"] = query
            return served

        return decorate

    def serve(self, operation: Operation) -> View:
        """Serve an operation at its path; return its view as it is served."""
        served = strict(operation.query)(operation.view)
        self.add_url_rule(operation.rule, view_func=served)
        self.formats[f"{self.name}.{served.__name__}"] = operation.formats
        self.operations.append(operation)
        return served

    def serve_by_suffix(self, rule: str, view: View, formats: tuple[str, ...]) -> None:
        """Serve a view also where its address ends in the name of a format, such as `.csv`."""
        endpoint = f"{self.name}.{view.__name__}{SUFFIXED}"
        endings = [name for name in formats if name in BY_SUFFIX]
        if len(endings) > 1:
            address = f"{self.url_prefix or ''}{rule}.<any({', '.join(endings)}):suffix>"
            plain = partial(without_suffix, view)
            self.record(lambda state: state.app.add_url_rule(address, endpoint, plain))


def without_suffix(view: View, suffix: str, **path: str) -> Any:
    """Call a view that its address led to by a suffix."""
    return view(**path)
