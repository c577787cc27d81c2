"""What describes a release, read by the libraries that it is written for, without a network."""

import hashlib
import json
from itertools import islice
from pathlib import Path

import frictionless
import mlcroissant
import pytest
import rdflib
from pyarrow import parquet
from rdflib.namespace import RDF

from api.exports.tables import TABLES
from tests.exports.conftest import RELEASE, Downloaded

SCHEMA = rdflib.Namespace("https://schema.org/")
DCAT = rdflib.Namespace("http://www.w3.org/ns/dcat#")
SPDX = rdflib.Namespace("http://spdx.org/rdf/terms#")
ENOUGH = 20

pytestmark = [
    pytest.mark.usefixtures("offline"),
    # What the libraries say of each other.
    pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning"),
    pytest.mark.filterwarnings("ignore:The inplace keyword in DataFrame.reset_index"),
]


def graph(path: Path) -> rdflib.Graph:
    return rdflib.Graph().parse(path, format="json-ld")


def test_the_hashes_are_those_of_the_files(downloaded: Downloaded) -> None:
    told = {}
    for line in (downloaded.folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines():
        digest, name = line.split("  ")
        told[name] = digest
    for name, file in downloaded.files.items():
        content = (downloaded.folder / name).read_bytes()
        assert file["sha256"] == hashlib.sha256(content).hexdigest()
        assert file["size"] == len(content)
        assert file["sha256"] == told.get(name, file["sha256"])
    assert set(downloaded.files) - set(told) == {"SHA256SUMS"}


@pytest.mark.parametrize("name", ["datapackage.json", "parley.csv.zip"])
def test_the_package_is_valid(downloaded: Downloaded, name: str) -> None:
    report = frictionless.validate(downloaded.folder / name, type="package")
    assert report.flatten(["title", "message"]) == []
    assert report.stats["tasks"] == len(TABLES)
    assert report.stats["warnings"] == 0


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [("north-open-strait-1", "north-open-strait-2", "primary-key"), ("south", "sowth", "foreign-key")],
)  # fmt: skip
@pytest.mark.parametrize("downloaded", ["small"], indirect=True)
def test_the_package_holds_tables_to_their_keys(
    downloaded: Downloaded, tmp_path: Path, old: str, new: str, kind: str
) -> None:
    package = json.loads((downloaded.folder / "datapackage.json").read_text(encoding="utf-8"))
    for resource in package["resources"]:
        del resource["hash"], resource["bytes"]
        text = (downloaded.folder / resource["path"]).read_text(encoding="utf-8")
        changed = text.replace(old, new) if resource["name"] == "positions" else text
        (tmp_path / resource["path"]).write_text(changed, encoding="utf-8")
    (tmp_path / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    report = frictionless.validate(tmp_path / "datapackage.json")
    assert kind in {one[0] for one in report.flatten(["type"])}


def test_the_package_names_release_and_licence(downloaded: Downloaded) -> None:
    package = frictionless.Package(downloaded.folder / "datapackage.json")
    assert package.version == RELEASE
    assert [one["name"] for one in package.licenses] == ["CC-BY-4.0"]
    citations = package.get_resource("positions_citations").schema
    assert citations.primary_key == ["position", "place"]
    assert citations.get_field("place").type == "integer"
    assert all(field.description for field in citations.fields)


def test_croissant_loads_every_record(downloaded: Downloaded) -> None:
    dataset = mlcroissant.Dataset(downloaded.folder / "croissant.json")
    assert dataset.metadata.ctx.issues.errors == set()
    assert dataset.metadata.ctx.issues.warnings == set()
    assert str(dataset.metadata.version) == RELEASE
    assert [one.id for one in dataset.metadata.record_sets] == [table.name for table in TABLES]
    for table in TABLES:
        found = list(islice(dataset.records(table.name), ENOUGH))
        rows = parquet.read_metadata(downloaded.folder / f"{table.name}.parquet").num_rows
        assert len(found) == min(ENOUGH, rows)
        assert list(found[0]) == [f"{table.name}/{column.name}" for column in table.columns]


def test_every_position_is_a_claim_with_its_evidence(downloaded: Downloaded) -> None:
    found = graph(downloaded.folder / "parley.jsonld")
    records = downloaded.records("positions")
    assert len(set(found.subjects(RDF.type, SCHEMA.Claim))) == len(records)
    base = (downloaded.folder / "parley.jsonld").as_uri()
    for id, record in records.items():
        claim = rdflib.URIRef(f"{base}#positions/{id}")
        assert str(found.value(claim, SCHEMA.text)) == record["summary"]
        assert str(found.value(claim, SCHEMA.dateCreated)) == record["said_on"]
        names = {str(found.value(one, SCHEMA.name)) for one in found.objects(claim, SCHEMA.author)}
        assert names == {record["party_label"], record["speaker_label"]} - {None}
        cited = {
            str(found.value(found.value(place, SCHEMA.isPartOf), SCHEMA.name))
            for place in found.objects(claim, SCHEMA.citation)
        }
        assert cited == {citation["source_label"] for citation in record["citations"]}


def test_every_other_file_is_a_distribution(downloaded: Downloaded) -> None:
    found = graph(downloaded.folder / "dcat.jsonld")
    (dataset,) = found.subjects(RDF.type, DCAT.Dataset)
    assert str(found.value(dataset, DCAT.version)) == RELEASE
    told = {}
    for one in found.objects(dataset, DCAT.distribution):
        path = Path(str(found.value(one, DCAT.downloadURL)).removeprefix("file://"))
        digest = found.value(found.value(one, SPDX.checksum), SPDX.checksumValue)
        told[path.name] = (int(str(found.value(one, DCAT.byteSize))), str(digest).lower())
        assert path.is_file()
    files = downloaded.files
    later = {"dcat.jsonld", "SHA256SUMS"}
    assert told == {
        name: (file["size"], file["sha256"]) for name, file in files.items() if name not in later
    }
