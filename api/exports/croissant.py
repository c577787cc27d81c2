"""The files of a release, and the tables in Parquet among them, described as Croissant 1.0.

What it names is beside it: a folder that holds the files can be used without a network.
"""

from datetime import date
from pathlib import Path

from api.exports.files import File, files
from api.exports.release import Release, Served, show
from api.exports.tables import TABLES, Column, Table

VERSION = "http://mlcommons.org/croissant/1.0"
TERMS = (
    "citeAs", "column", "extract", "field", "fileObject", "fileProperty", "fileSet", "format",
    "includes", "isLiveDataset", "jsonPath", "key", "md5", "parentField", "path", "recordSet",
    "references", "regex", "repeated", "replace", "samplingRate", "separator", "source",
    "subField", "transform", "equivalentProperty",
)  # fmt: skip
CONTEXT = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "sc": "https://schema.org/",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "dct": "http://purl.org/dc/terms/",
    "conformsTo": "dct:conformsTo",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "examples": {"@id": "cr:examples", "@type": "@json"},
    **{term: f"cr:{term}" for term in TERMS},
}
# Croissant's readers know Parquet by a name that it had before it was registered.
KNOWN_AS = {"application/vnd.apache.parquet": "application/x-parquet"}
TYPES = {str: "sc:Text", int: "sc:Integer", bool: "sc:Boolean", float: "sc:Float", date: "sc:Date"}


def write_croissant(release: Release, path: Path) -> None:
    """Write the descriptor of the files beside it."""
    path.write_text(show(dataset(release)), encoding="utf-8")


def dataset(release: Release) -> Served:
    """Return the descriptor."""
    card, day = release.dataset, release.card["released_on"]
    return {
        "@context": CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": VERSION,
        "name": "parley",
        "alternateName": card["title"],
        "description": f"{card['description']} {card['quotes_note']}",
        "url": "./",
        "license": card["licence_url"],
        "creator": {"@type": "sc:Organization", "name": f"The authors of {card['title']}"},
        "datePublished": day,
        "version": release.version,
        "citeAs": f"{card['title']}. Release {release.version}, {day}.",
        "distribution": [file_object(one) for one in files(release.folder)],
        "recordSet": [record_set(table) for table in TABLES],
    }


def file_object(file: File) -> Served:
    """Return the descriptor of a file."""
    return {
        "@type": "cr:FileObject",
        "@id": file.name,
        "name": file.name,
        "description": file.description,
        "contentUrl": file.name,
        "contentSize": f"{file.size} B",
        "encodingFormat": KNOWN_AS.get(file.media_type, file.media_type),
        "sha256": file.sha256,
    }


def record_set(table: Table) -> Served:
    """Return the descriptor of a table."""
    return {
        "@type": "cr:RecordSet",
        "@id": table.name,
        "name": table.name,
        "description": table.description,
        "key": [{"@id": f"{table.name}/{name}"} for name in table.key],
        "field": [field(table, column) for column in table.columns],
    }


def field(table: Table, column: Column) -> Served:
    """Return the descriptor of a column."""
    return {
        "@type": "cr:Field",
        "@id": f"{table.name}/{column.name}",
        "name": f"{table.name}/{column.name}",
        "description": column.description,
        "dataType": TYPES[column.type],
        "source": {
            "fileObject": {"@id": f"{table.name}.parquet"},
            "extract": {"column": column.name},
        },
    }
