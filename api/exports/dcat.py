"""The files of a release, described as a dataset with its distributions (DCAT 3)."""

from pathlib import Path

from api.exports.files import File, files
from api.exports.release import Release, Served, show
from schemas.edtf import bounds

CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"


def write_dcat(release: Release, path: Path) -> None:
    """Write the descriptor of the files beside it."""
    path.write_text(show(dataset(release)), encoding="utf-8")


def dataset(release: Release) -> Served:
    """Return the descriptor."""
    card = release.dataset
    return {
        "@context": CONTEXT,
        "@id": "#dataset",
        "@type": "dcat:Dataset",
        "dct:title": card["title"],
        "dct:description": card["description"],
        "dct:license": {"@id": card["licence_url"]},
        "dct:rights": card["quotes_note"],
        "dct:issued": release.card["released_on"],
        "dct:temporal": period(card["covers"]),
        "dcat:version": release.version,
        "dcat:distribution": [distribution(one) for one in files(release.folder)],
    }


def period(covers: str) -> Served:
    """Return the days that a dataset covers."""
    earliest, latest = bounds(covers)
    start = {"dcat:startDate": day(earliest.isoformat())} if earliest else {}
    return {"@type": "dct:PeriodOfTime", **start, "dcat:endDate": day(latest.isoformat())}


def day(text: str) -> Served:
    """Return a day as a typed value."""
    return {"@type": "xsd:date", "@value": text}


def distribution(file: File) -> Served:
    """Return the descriptor of a file."""
    return {
        "@type": "dcat:Distribution",
        "dct:title": file.name,
        "dct:description": file.description,
        "dcat:downloadURL": {"@id": file.name},
        "dcat:mediaType": {"@id": f"{MEDIA_TYPES}{file.media_type}"},
        "dcat:byteSize": {"@type": "xsd:nonNegativeInteger", "@value": str(file.size)},
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
            "spdx:checksumValue": {"@type": "xsd:hexBinary", "@value": file.sha256},
        },
    }
