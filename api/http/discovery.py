"""How programs and language models find what is served: told from what is served."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from flask import current_app, render_template, request
from werkzeug.wrappers import Response

from api.http.formats import DESCRIBED, LISTED, MIMETYPES
from api.http.public_url import absolute
from api.http.running import query_of, released_on, store, stores
from api.http.usual import busiest, first
from api.store.paging import render
from schemas.citations import STYLES
from schemas.edtf import bounds
from schemas.kinds import QUERIES

CATALOGUE = "/.well-known/api-catalog"
PROFILE = "https://www.rfc-editor.org/info/rfc9727"


def catalogued(response: Response) -> Response:
    """Name the catalogue of APIs in the header `Link`."""
    address = quote(request.script_root + CATALOGUE)
    response.headers["Link"] = f'<{address}>; rel="api-catalog"'
    return response


def api_catalogue() -> Response:
    """Answer with the catalogue of APIs (RFC 9727)."""
    api = {
        "anchor": absolute("/v1/"),
        "service-desc": [{"href": absolute("/openapi.json"), "type": "application/json"}],
        "service-doc": [{"href": absolute("/docs"), "type": "text/html"}],
        "status": [{"href": absolute("/healthz"), "type": "application/json"}],
        "license": [{"href": store().only("dataset")["licence_url"]}],
    }
    catalogue = {"anchor": absolute(CATALOGUE), "item": [{"href": absolute("/v1/")}]}
    kind = f'{MIMETYPES["linkset"]}; profile="{PROFILE}"'
    return catalogued(Response(render({"linkset": [catalogue, api]}), content_type=kind))


def llms_txt() -> Response:
    """Answer with a guide for language models (llmstxt.org)."""
    edition = store()
    card = edition.only("dataset")
    text = render_template(
        "llms.txt",
        absolute=absolute,
        card=card,
        release=edition.release,
        earlier=stores().names[: edition.number],
        released_on=released_on(),
        lists={kind: edition.count(kind) for kind in QUERIES},
        purposes=dict(purposes()),
        formats={name: DESCRIBED[name] for name in LISTED if name in DESCRIBED},
        styles=STYLES,
        states=states(),
        parties=busiest("parties", 2),
        positions=first("positions", "-said_on", 1),
        last_day=bounds(card["covers"]).latest,
    )
    return Response(text, mimetype=MIMETYPES["text"])


def purposes() -> Iterator[tuple[str, str]]:
    """Return every address that needs no id, with the first line of what is said of it."""
    for rule in sorted(current_app.url_map.iter_rules(), key=lambda rule: rule.rule):
        said = current_app.view_functions[rule.endpoint].__doc__
        if said and not rule.arguments and not needs(rule.endpoint):
            yield rule.rule, said.partition("\n")[0]


def needs(endpoint: str) -> list[str]:
    """Return the parameters that an endpoint cannot do without."""
    query = query_of(endpoint)
    return [name for name, field in query.fields.items() if field.required] if query else []


def states() -> dict[str, str]:
    """Return what the codebook says of each state of coverage."""
    vocabularies: list[dict[str, Any]] = store().codebook["vocabularies"]
    (coverage,) = [one for one in vocabularies if one["id"] == "coverage_state"]
    return {value["id"]: value["definition"] for value in coverage["values"]}
