"""The files of the open data: which there are, and how each is made of an edition and its document."""

import json
from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from publications.document import VERSION, Document, json_schema
from publications.models import Edition
from spreadsheets import csv, workbook
from spreadsheets.formula_guard import harmless

from . import catalogues
from .result_tables import INDICATORS, MEASURES, SUMMARY
from .round_tables import EVIDENCE, PROGRESS, REPORTS, WITHOUT_REPORT
from .tables import Table, Value

TABLES = (SUMMARY, INDICATORS, MEASURES, REPORTS, EVIDENCE, PROGRESS, WITHOUT_REPORT)
# Thai, as the texts that it is put behind.
CUT = " … [ตัดให้พอดีกับช่องของ Excel ฉบับเต็มอยู่ใน edition.json]"


def as_csv(table: Table, document: Document) -> bytes:
    """One table as CSV that no spreadsheet runs."""
    return csv.write(table.headings, _harmless_rows(table, document))


def as_xlsx(document: Document) -> bytes:
    """All tables as sheets of one workbook; what a cell cannot hold is cut and says so."""
    pages = [
        workbook.Page(
            table.name,
            table.headings,
            [[_fitting(value) for value in row] for row in _harmless_rows(table, document)],
        )
        for table in TABLES
    ]
    return workbook.write(pages, title=document.title, creator=document.agency.name)


def _harmless_rows(table: Table, document: Document) -> list[list[Value]]:
    return [[harmless(value) if isinstance(value, str) else value for value in row] for row in table.rows(document)]


def _fitting(value: Value) -> Value:
    return workbook.fitting(value, CUT) if isinstance(value, str) else value


def schema(version: str = VERSION) -> bytes:
    """The JSON Schema against which every edition.json of a version validates."""
    return json.dumps(json_schema(version), ensure_ascii=False, indent=2).encode()


@dataclass(frozen=True, slots=True)
class DataFile:
    """One file of the open data: what it is, and how it is made of an edition and its document."""

    title: str | Promise
    description: str | Promise
    content_type: str
    render: Callable[[Edition, Document], bytes]


def _csv_file(table: Table, title: Promise, description: Promise) -> DataFile:
    return DataFile(title, description, "text/csv; charset=utf-8", lambda edition, document: as_csv(table, document))


FILES: dict[str, DataFile] = {
    "edition.json": DataFile(
        _("The whole edition"),
        _("The frozen content, byte for byte as it was hashed; everything else is made of it."),
        "application/json; charset=utf-8",
        lambda edition, document: edition.content.encode(),
    ),
    "indicators.csv": _csv_file(
        INDICATORS,
        _("Indicators"),
        _("Ten rows: score, target, finding, recommendation and the measures that serve it."),
    ),
    "measures.csv": _csv_file(
        MEASURES, _("Measures"), _("One row for each step: title, owners, indicators, how far it is.")
    ),
    "reports.csv": _csv_file(
        REPORTS,
        _("Reports"),
        _("One row for each accepted report of a division; empty until the first round."),
    ),
    "evidence.csv": _csv_file(
        EVIDENCE,
        _("Evidence"),
        _("One row for each piece: what it shows, its day, where it can be read, its SHA-256."),
    ),
    "progress.csv": _csv_file(
        PROGRESS,
        _("Progress"),
        _("How far each measure and each division is in each reported round, as counts of reports."),
    ),
    "without-report.csv": _csv_file(
        WITHOUT_REPORT,
        _("Without a report"),
        _("Who owes a report and gave none, and who need not report and why."),
    ),
    "portal.xlsx": DataFile(
        _("Everything as a workbook"),
        _("The same tables as sheets for Excel and LibreOffice."),
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        lambda edition, document: as_xlsx(document),
    ),
    "schema.json": DataFile(
        _("Description of edition.json"),
        _("The JSON Schema against which edition.json validates."),
        "application/schema+json; charset=utf-8",
        lambda edition, document: schema(document.schema_version),
    ),
    "datapackage.json": DataFile(
        _("Data Package"),
        _("The tables with their columns, sizes and SHA-256, for programs (Frictionless)."),
        "application/json; charset=utf-8",
        lambda edition, document: catalogues.datapackage(edition, document, _tables_by_file(document)),
    ),
    "dcat.jsonld": DataFile(
        _("Description for data catalogues"),
        _("The files as a dataset by DCAT, in JSON-LD."),
        "application/ld+json; charset=utf-8",
        lambda edition, document: catalogues.dcat(edition, document, FILES),
    ),
    "ckan.json": DataFile(
        _("Fields for data.go.th"),
        _("What the form of the government's catalogue asks for, filled in."),
        "application/json; charset=utf-8",
        lambda edition, document: catalogues.ckan(edition, document, FILES),
    ),
}


def _tables_by_file(document: Document) -> dict[str, tuple[Table, bytes]]:
    tables = {f"{table.name.replace('_', '-')}.csv": table for table in TABLES}
    return {name: (tables[name], as_csv(tables[name], document)) for name in FILES if name in tables}
