"""What catalogues of data are told about the open data of a year: three descriptions of the same files.

`datapackage.json` is for programs (Data Package, specs.frictionlessdata.io), `dcat.jsonld` for catalogues that follow
DCAT 2 (www.w3.org/TR/vocab-dcat-2), `ckan.json` holds the fields that the form of data.go.th asks for. All addresses
are relative to the description's own, so that a copy of the files elsewhere describes itself.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from publications.document import Document
from publications.hashing import sha256_of
from publications.models import Edition
from thai.calendar import fiscal_year_bounds

from .tables import Table

LICENCE_NAME, LICENCE_ADDRESS = "CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/"
# Twice a year: the plan and the two rounds of a year, each within its half.
HALF_YEARLY = "http://publications.europa.eu/resource/authority/frequency/ANNUAL_2"
WORDS = ("ITA", "คุณธรรมและความโปร่งใส", "องค์กรปกครองส่วนท้องถิ่น", "ป.ป.ช.")
_KINDS = {
    "integer": (
        *("fiscal_year", "result_fiscal_year", "indicator", "measure", "step", "size", "review_days"),
        *("expected", "accepted", "reported", "missing", "late"),
        *("done", "said_done", "partly_done", "in_progress", "not_started", "not_done"),
    ),
    "number": ("weight", "score", "target", "contribution", "budget"),
    "date": ("starts_on", "ends_on", "submitted_on", "due_on", "extension_until", "happened_on", "redacted_on"),
    "boolean": ("is_urgent", "every_division", "needs_no_budget", "is_late"),
}


class Described(Protocol):
    """What a description needs to know of a file: its kind."""

    @property
    def content_type(self) -> str: ...


def datapackage(edition: Edition, document: Document, tables: Mapping[str, tuple[Table, bytes]]) -> bytes:
    """The tables with their columns, sizes and hashes; `tables` by the names of their files."""
    return _json(
        {
            "profile": "tabular-data-package",
            "name": f"ita-{document.fiscal_year}-{edition.kind}-{edition.number}",
            "title": document.title,
            "description": _description(document),
            "version": str(edition.number),
            "created": edition.published_at.isoformat(),
            "keywords": WORDS,
            "licenses": [{"name": LICENCE_NAME, "path": LICENCE_ADDRESS}],
            "contributors": [{"title": document.agency.name, "role": "publisher"}],
            "resources": [_resource(name, table, content) for name, (table, content) in tables.items()],
        }
    )


def _resource(name: str, table: Table, content: bytes) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": name.removesuffix(".csv"),
        "path": name,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{sha256_of(content)}",
        "schema": {
            "fields": [{"name": heading, "type": kind_of(table, heading)} for heading in table.headings],
            "missingValues": [""],
        },
    }


def kind_of(table: Table, heading: str) -> str:
    """What stands in a column; of reports, what was done is told in words and not counted."""
    if (table.name, heading) in (("reports", "done"), ("measures", "target")):
        return "string"
    return next((kind for kind, headings in _KINDS.items() if heading in headings), "string")


def dcat(edition: Edition, document: Document, files: Mapping[str, Described]) -> bytes:
    """The files as a dataset with its distributions, in JSON-LD."""
    return _json(
        {
            "@context": {
                "dcat": "http://www.w3.org/ns/dcat#",
                "dct": "http://purl.org/dc/terms/",
                "foaf": "http://xmlns.com/foaf/0.1/",
                "vcard": "http://www.w3.org/2006/vcard/ns#",
                "xsd": "http://www.w3.org/2001/XMLSchema#",
                "dcat:accessURL": {"@type": "@id"},
                "dcat:downloadURL": {"@type": "@id"},
                "dct:license": {"@type": "@id"},
                "dct:accrualPeriodicity": {"@type": "@id"},
            },
            "@type": "dcat:Dataset",
            "@id": "./",
            "dct:title": {"@value": document.title, "@language": "th"},
            "dct:description": {"@value": _description(document), "@language": "th"},
            "dct:identifier": f"ita-{document.fiscal_year}",
            "dct:issued": _moment(edition),
            "dct:language": "th",
            "dct:publisher": {"@type": "foaf:Agent", "foaf:name": document.agency.name},
            "dcat:contactPoint": {"@type": "vcard:Organization", "vcard:fn": document.agency.name},
            "dct:spatial": _place(document),
            "dct:temporal": _period(document),
            "dct:accrualPeriodicity": HALF_YEARLY,
            "dct:license": LICENCE_ADDRESS,
            "dct:accessRights": "public",
            "dct:provenance": "สำนักงาน ป.ป.ช. และรายงานของหน่วยงาน",
            "dcat:keyword": WORDS,
            "dcat:landingPage": {"@id": "./"},
            "dcat:distribution": [_distribution(name, file) for name, file in files.items()],
        }
    )


def _distribution(name: str, file: Described) -> dict[str, Any]:
    return {
        "@type": "dcat:Distribution",
        "dct:title": name,
        "dcat:accessURL": "./",
        "dcat:downloadURL": name,
        "dcat:mediaType": file.content_type.partition(";")[0],
        "dct:license": LICENCE_ADDRESS,
    }


def ckan(edition: Edition, document: Document, names: Iterable[str]) -> bytes:
    """The fields that an agency fills in on data.go.th, with the words that its form offers."""
    return _json(
        {
            "name": f"ita-{document.fiscal_year}",
            "title": document.title,
            "owner_org": document.agency.name,
            "maintainer": document.agency.name,
            "data_type": "ข้อมูลสถิติ",
            "tag_string": ",".join(WORDS),
            "notes": _description(document),
            "objective": "เพื่อเผยแพร่ผลการประเมินและการดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน",
            "update_frequency_unit": "ครึ่งปี",
            "update_frequency_interval": 1,
            "geo_coverage": "ตำบล",
            "data_source": "สำนักงาน ป.ป.ช. และรายงานของหน่วยงาน",
            "data_format": sorted({name.rpartition(".")[2].upper() for name in names}),
            "data_category": "ข้อมูลสาธารณะ",
            "license_id": LICENCE_NAME,
            "last_updated_date": edition.published_at.date().isoformat(),
            "resources": [{"name": name, "url": name} for name in names],
        }
    )


def _description(document: Document) -> str:
    return (
        f"ผลการประเมินคุณธรรมและความโปร่งใส (ITA) ปีงบประมาณ พ.ศ. {document.result.fiscal_year} "
        f"และมาตรการปีงบประมาณ พ.ศ. {document.fiscal_year} ของ{document.agency.name}"
    )


def _place(document: Document) -> str:
    agency = document.agency
    return f"ตำบล{agency.subdistrict} อำเภอ{agency.district} จังหวัด{agency.province}"


def _period(document: Document) -> dict[str, Any]:
    """The fiscal year from its first day to its last."""
    first, last = fiscal_year_bounds(document.fiscal_year)
    return {
        "@type": "dct:PeriodOfTime",
        "dcat:startDate": {"@value": first.isoformat(), "@type": "xsd:date"},
        "dcat:endDate": {"@value": last.isoformat(), "@type": "xsd:date"},
    }


def _moment(edition: Edition) -> dict[str, str]:
    return {"@value": edition.published_at.isoformat(), "@type": "xsd:dateTime"}


def _json(content: dict[str, Any]) -> bytes:
    return json.dumps(content, ensure_ascii=False, indent=2).encode()
