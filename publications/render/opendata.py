"""Open data: an edition as files that programs and spreadsheets read, renderings of the frozen document."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from publications.document import VERSION, Document, json_schema
from publications.models import Edition
from spreadsheets import csv, workbook
from spreadsheets.formula_guard import harmless

Value = str | int
Subject = tuple[Any, ...]  # what a row is about

SEPARATOR = "; "
# Thai, as the texts that it is put behind.
CUT = " … [ตัดให้พอดีกับช่องของ Excel ฉบับเต็มอยู่ใน edition.json]"


class Column(NamedTuple):
    """One column: its name, and its value for a document and what the row is about."""

    name: str
    value: Callable[..., Value]


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its sheet's name, what its rows are about, and its columns, each named here and nowhere else."""

    name: str
    subjects: Callable[[Document], Iterable[Subject]]
    columns: tuple[Column, ...]

    @property
    def headings(self) -> tuple[str, ...]:
        """The names of the columns in order."""
        return tuple(column.name for column in self.columns)

    def rows(self, document: Document) -> list[tuple[Value, ...]]:
        """The values of every row, in the order of the columns."""
        return [
            tuple(column.value(document, *subject) for column in self.columns) for subject in self.subjects(document)
        ]


FISCAL_YEAR = Column("fiscal_year", lambda document, *_subject: document.fiscal_year)
RESULT_YEAR = Column("result_fiscal_year", lambda document, *_subject: document.result.fiscal_year)
AGENCY = Column("agency", lambda document, *_subject: document.agency.name)
TARGET = Column("target", lambda document, *_subject: f"{document.result.target:.2f}")


def _figures(document: Document) -> list[Subject]:
    """The result as a whole and its instruments: code, name, weight, score and level of each."""
    result = document.result
    return [
        ("total", "", "100.00", result.total, result.level),
        *((part.code, part.name, f"{part.weight:.2f}", part.score, part.level) for part in result.instruments),
    ]


SUMMARY = Table(
    "summary",
    _figures,
    (
        FISCAL_YEAR,
        RESULT_YEAR,
        AGENCY,
        Column("figure", lambda _document, code, *_rest: code),
        Column("name_th", lambda _document, _code, name, *_rest: name),
        Column("weight", lambda _document, _code, _name, weight, *_rest: weight),
        Column("score", lambda _document, _code, _name, _weight, score, _level: f"{score:.2f}"),
        Column("level", lambda _document, *figure: figure[-1]),
        TARGET,
    ),
)
INDICATORS = Table(
    "indicators",
    lambda document: ((indicator,) for indicator in document.result.indicators),
    (
        FISCAL_YEAR,
        RESULT_YEAR,
        AGENCY,
        Column("instrument", lambda _document, indicator: indicator.instrument),
        Column("indicator", lambda _document, indicator: indicator.number),
        Column("name_th", lambda _document, indicator: indicator.name),
        Column("name_en", lambda _document, indicator: indicator.name_en),
        Column("score", lambda _document, indicator: f"{indicator.score:.2f}"),
        TARGET,
        Column("contribution", lambda _document, indicator: f"{indicator.contribution:.2f}"),
        Column("assessment", lambda _document, indicator: "strength" if indicator.is_strength else "improvement"),
        Column("finding", lambda _document, indicator: indicator.finding),
        Column("recommendation", lambda _document, indicator: indicator.recommendation),
        Column("measures", lambda _document, indicator: SEPARATOR.join(map(str, indicator.measures))),
        Column("is_urgent", lambda _document, indicator: "true" if indicator.is_urgent else "false"),
    ),
)


def _steps(document: Document) -> list[Subject]:
    """Each step with its measure and number, so that no cell holds a list of sentences."""
    return [
        (measure, number, text) for measure in document.measures for number, text in enumerate(measure.steps, start=1)
    ]


MEASURES = Table(
    "measures",
    _steps,
    (
        FISCAL_YEAR,
        AGENCY,
        Column("measure", lambda _document, measure, *_step: measure.number),
        Column("title", lambda _document, measure, *_step: measure.title),
        Column("step", lambda _document, _measure, number, _text: number),
        Column("step_text", lambda _document, _measure, _number, text: text),
        Column("every_division", lambda _document, measure, *_step: "true" if measure.every_division else "false"),
        Column("divisions", lambda _document, measure, *_step: SEPARATOR.join(measure.divisions)),
        Column("indicators", lambda _document, measure, *_step: SEPARATOR.join(map(str, measure.indicators))),
        Column("follow_up", lambda document, *_step: SEPARATOR.join(round_.title for round_ in document.rounds)),
        Column("status", lambda _document, measure, *_step: measure.status),
    ),
)
REPORTS = Table(
    "reports",
    lambda document: ((report,) for report in document.reports),
    (
        FISCAL_YEAR,
        AGENCY,
        Column("round", lambda _document, report: report.round),
        Column("measure", lambda _document, report: report.measure),
        Column("division", lambda _document, report: report.division),
        Column("done", lambda _document, report: report.done),
        Column("result", lambda _document, report: report.result),
        Column("obstacles", lambda _document, report: report.obstacles),
        Column(
            "evidence",
            lambda _document, report: SEPARATOR.join(piece.url or piece.file_name for piece in report.evidence),
        ),
    ),
)
TABLES = (SUMMARY, INDICATORS, MEASURES, REPORTS)


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
}
