"""Open data: an edition as files that programs and spreadsheets read, renderings of the frozen document."""

import csv
import io
import json
from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from publications.document import Document
from publications.models import Edition

Row = dict[str, str | int]

# A cell that begins with one of these is run as a formula by spreadsheets; an apostrophe before it makes it text.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
SEPARATOR = "; "


def harmless(value: str | int) -> str | int:
    """A cell's value that no spreadsheet runs: text that would be a formula gets an apostrophe before it."""
    if isinstance(value, str) and value.lstrip(" \u00a0\ufeff").startswith(FORMULA_STARTS):
        return "'" + value
    return value


def indicator_rows(document: Document) -> list[Row]:
    """One row for each indicator of the result that the year's measures answer."""
    result = document.result
    return [
        {
            "fiscal_year": document.fiscal_year,
            "result_fiscal_year": result.fiscal_year,
            "agency": document.agency.name,
            "instrument": part.instrument,
            "indicator": part.number,
            "name_th": part.name,
            "name_en": part.name_en,
            "score": f"{part.score:.2f}",
            "target": f"{result.target:.2f}",
            "contribution": f"{part.contribution:.2f}",
            "assessment": "strength" if part.is_strength else "improvement",
            "finding": part.finding,
            "recommendation": part.recommendation,
            "measures": SEPARATOR.join(map(str, part.measures)),
        }
        for part in result.indicators
    ]


def measure_rows(document: Document) -> list[Row]:
    """One row for each step, so that no cell holds a list of sentences; a measure's columns repeat on its steps."""
    return [
        {
            "fiscal_year": document.fiscal_year,
            "agency": document.agency.name,
            "measure": measure.number,
            "title": measure.title,
            "step": number,
            "step_text": text,
            "every_division": "true" if measure.every_division else "false",
            "divisions": SEPARATOR.join(measure.divisions),
            "indicators": SEPARATOR.join(map(str, measure.indicators)),
            "follow_up": SEPARATOR.join(each.title for each in document.rounds),
            "status": measure.status,
        }
        for measure in document.measures
        for number, text in enumerate(measure.steps, start=1)
    ]


def report_rows(document: Document) -> list[Row]:
    """One row for each accepted report of a division on a measure in a round."""
    return [
        {
            "fiscal_year": document.fiscal_year,
            "agency": document.agency.name,
            "round": report.round,
            "measure": report.measure,
            "division": report.division,
            "done": report.done,
            "result": report.result,
            "obstacles": report.obstacles,
            "evidence": SEPARATOR.join(each.url or each.file_name for each in report.evidence),
        }
        for report in document.reports
    ]


def summary_rows(document: Document) -> list[Row]:
    """The result as a whole and its instruments, one figure a row."""
    result = document.result
    figures = [("total", "", "100.00", result.total, result.level)] + [
        (each.code, each.name, f"{each.weight:.2f}", each.score, each.level) for each in result.instruments
    ]
    return [
        {
            "fiscal_year": document.fiscal_year,
            "result_fiscal_year": result.fiscal_year,
            "agency": document.agency.name,
            "figure": code,
            "name_th": name,
            "weight": weight,
            "score": f"{score:.2f}",
            "level": level,
            "target": f"{result.target:.2f}",
        }
        for code, name, weight, score, level in figures
    ]


# A table keeps its heading when it has no rows, so the columns are named beside the function that fills them.
@dataclass(frozen=True, slots=True)
class Table:
    """One table of the open data: its sheet's name, its columns in order, and the function that reads its rows."""

    name: str
    columns: tuple[str, ...]
    rows: Callable[[Document], list[Row]]


SUMMARY = Table(
    "summary",
    (
        "fiscal_year",
        "result_fiscal_year",
        "agency",
        "figure",
        "name_th",
        "weight",
        "score",
        "level",
        "target",
    ),
    summary_rows,
)
INDICATORS = Table(
    "indicators",
    (
        *("fiscal_year", "result_fiscal_year", "agency", "instrument", "indicator", "name_th", "name_en"),
        *("score", "target", "contribution", "assessment", "finding", "recommendation", "measures"),
    ),
    indicator_rows,
)
MEASURES = Table(
    "measures",
    (
        *("fiscal_year", "agency", "measure", "title", "step", "step_text", "every_division", "divisions"),
        *("indicators", "follow_up", "status"),
    ),
    measure_rows,
)
REPORTS = Table(
    "reports",
    ("fiscal_year", "agency", "round", "measure", "division", "done", "result", "obstacles", "evidence"),
    report_rows,
)
TABLES = (SUMMARY, INDICATORS, MEASURES, REPORTS)


def as_csv(table: Table, document: Document) -> bytes:
    """UTF-8 with a byte-order mark, so that Excel shows Thai; lines end as RFC 4180 asks."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, table.columns)
    writer.writeheader()
    writer.writerows({name: harmless(value) for name, value in row.items()} for row in table.rows(document))
    return text.getvalue().encode("utf-8-sig")


def as_xlsx(document: Document) -> bytes:
    """All tables as sheets of one workbook; every cell of text is stored as text, never as a formula."""
    book = Workbook(write_only=True)
    for table in TABLES:
        sheet = book.create_sheet(table.name)
        sheet.freeze_panes = "A2"
        for index, column in enumerate(table.columns, start=1):
            sheet.column_dimensions[get_column_letter(index)].width = max(12, len(column) + 2)
        sheet.append([_heading(sheet, column) for column in table.columns])
        for row in table.rows(document):
            sheet.append([_cell(sheet, row[column]) for column in table.columns])
    return _saved(book, document)


def _heading(sheet, text: str) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, text)
    cell.font = Font(bold=True)
    return cell


def _cell(sheet, value: str | int) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, harmless(value))
    if isinstance(value, str):
        cell.data_type = "s"
    return cell


def _saved(book: Workbook, document: Document) -> bytes:
    book.properties.title = document.title
    book.properties.creator = document.agency.name
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def schema() -> bytes:
    """The JSON Schema against which every edition.json validates."""
    described = {"$schema": "https://json-schema.org/draft/2020-12/schema"} | Document.model_json_schema(
        mode="serialization"
    )
    return json.dumps(described, ensure_ascii=False, indent=2).encode()


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
        lambda edition, document: schema(),
    ),
}
