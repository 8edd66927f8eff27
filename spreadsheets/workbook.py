"""Excel workbooks, read into text and written; the only module that knows openpyxl."""

import datetime
import io
import re
import warnings
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from thai.calendar import BUDDHIST_YEARS, format_numeric

from . import archive
from .escapes import escaped, unescaped
from .faults import KEPT_FAULTS, BadSpreadsheet, Fault

# Excel calculates and shows fifteen digits; what a binary fraction has beyond them nobody can see or type.
VISIBLE_DIGITS = ".15g"
Value = str | int | Decimal

# A year of an agency has ten rows of scores and thirty of measures; thousands of agencies come by national/.
MAX_ROWS, MAX_COLUMNS = 5_000, 100
LAST_ROW = 1_048_576  # of any sheet of Excel
LONGEST_CELL = 32_767

SHOWN_RANGES = 10

# In a number format only a bare % multiplies by a hundred; quoted or escaped it is decoration.
_DECORATION = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')


class Unreadable(str):
    """Stands in the place of a cell that has been reported already, so that it is neither blank nor read."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row that is not blank, with its number as the spreadsheet shows it."""

    number: int
    cells: tuple[str, ...]


@dataclass(slots=True)
class Sheet:
    """One sheet as text, and what in it cannot be read as such; a CSV file is a sheet without a name."""

    name: str
    rows: list[Row] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    is_hidden: bool = False


def read(data: bytes) -> list[Sheet]:
    """All sheets of an XLSX file as text; raises BadSpreadsheet for what is no workbook or too large to open."""
    archive.check(data)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about decoration that it does not know
            book = load_workbook(io.BytesIO(data), read_only=True)
            return [_sheet(sheet, data) for sheet in book.worksheets]
    except BadSpreadsheet:
        raise
    except Exception as error:  # whatever a damaged or crafted file makes its reader trip over
        raise BadSpreadsheet(
            Fault(_("The workbook cannot be read. Open it in Excel and save it as .xlsx again."))
        ) from error


def _sheet(source: Any, data: bytes) -> Sheet:
    sheet = Sheet(source.title, is_hidden=source.sheet_state != "visible")
    sheet.faults += map(_merged, archive.merged_cells(data, source._worksheet_path))
    source.reset_dimensions()  # what a sheet says about its own size may be wrong by a million rows
    for number, cells in enumerate(source.iter_rows(), start=1):
        # A sheet that was formatted to its end brings a million rows without a value.
        texts = _without_blank_end([_text(cell, sheet) for cell in cells]) if cells else ()
        if texts:
            sheet.rows.append(Row(number, texts))
        if texts or number > LAST_ROW:
            check_size(sheet, number)
    sheet.faults += _hidden(sheet, data, source._worksheet_path)
    return sheet


def check_size(sheet: Sheet, number: int) -> None:
    """Raise BadSpreadsheet when the sheet, read up to row `number`, is larger than any that a person keeps."""
    if len(sheet.rows) > MAX_ROWS + 1 or number > LAST_ROW:
        reason = _("The sheet has more than %(limit)s rows. Import it in parts.") % {"limit": MAX_ROWS}
        raise BadSpreadsheet(Fault(reason))
    if sheet.rows and len(sheet.rows[-1].cells) > MAX_COLUMNS:
        reason = _("The row has more than %(limit)s columns. Remove what does not belong to the table.")
        raise BadSpreadsheet(Fault(reason % {"limit": MAX_COLUMNS}, row=number))


def column_letter(number: int) -> str:
    """The name of a column as the spreadsheet shows it: 1 is A."""
    return str(get_column_letter(number))


def _without_blank_end(texts: Sequence[str]) -> tuple[str, ...]:
    end = next((index for index in range(len(texts), 0, -1) if texts[index - 1].strip()), 0)
    return tuple(texts[:end])


def _merged(cells: str) -> Fault:
    reason = _("The cells %(cells)s are merged. Unmerge them, so that every row has its own values.")
    first_row = re.search("[0-9]+", cells)
    return Fault(reason % {"cells": cells}, row=int(first_row[0]) if first_row else None)


def _hidden(sheet: Sheet, data: bytes, member: str) -> list[Fault]:
    """Rows and columns with values that nobody sees: whether they belong to the table only a person can tell."""
    filled = {row.number for row in sheet.rows}
    rows = sorted(filled.intersection(archive.hidden_rows(data, member)))
    columns = {number for numbers in archive.hidden_columns(data, member) for number in numbers[:MAX_COLUMNS]}
    return [*_hidden_rows(rows), *_hidden_columns(sheet.rows, sorted(columns))]


def _hidden_rows(numbers: Sequence[int]) -> list[Fault]:
    if not numbers:
        return []
    reason = _(
        "Rows that are filtered out or hidden have values: %(rows)s. "
        "Show them (Data › Clear filter, Unhide rows), or delete them if they do not belong to the table."
    )
    return [Fault(reason % {"rows": ranges(numbers)}, numbers[0])]


def _hidden_columns(rows: Sequence[Row], numbers: Sequence[int]) -> list[Fault]:
    reason = _("This column is hidden and has values. Show it, or delete it if it does not belong to the table.")
    faults = []
    for number in numbers:
        texts = [row.cells[number - 1] for row in rows if number <= len(row.cells) and row.cells[number - 1].strip()]
        if texts:
            faults.append(Fault(reason, column=column_letter(number), value=texts[0]))
    return faults


def ranges(numbers: Iterable[int]) -> str:
    """Rising numbers in short: `2-5, 9`; those that would make it long are left to be seen in the sheet."""
    found: list[list[int]] = []
    for number in numbers:
        if found and number == found[-1][-1] + 1:
            found[-1][1:] = [number]
        else:
            found.append([number])
    shown = ["–".join(map(str, ends)) for ends in found[:SHOWN_RANGES]]
    return ", ".join([*shown, "…"] if len(found) > SHOWN_RANGES else shown)


def _text(cell: Any, sheet: Sheet) -> str:
    """A cell as text; what cannot be taken for what it shows becomes a fault of the sheet."""
    if cell.data_type not in "fe":
        return as_text(cell.value, cell.number_format or "")
    reason = (
        _("The cell %(cell)s is a formula. Copy it and paste it as a value, then save.")
        if cell.data_type == "f"
        else _("The cell %(cell)s shows an error of the spreadsheet.")
    )
    value = str(getattr(cell.value, "text", cell.value))  # an array formula is an object
    if len(sheet.faults) < KEPT_FAULTS:
        sheet.faults.append(Fault(reason % {"cell": cell.coordinate}, cell.row, cell.column_letter, value))
    return Unreadable(value)


def as_text(value: Any, number_format: str = "") -> str:
    """
    A cell's value as its reader sees it, but with every digit that was typed: 77.85 stays `77.85`.

    A percentage is the number that is shown (0.7785 shown as 77.85% is `77.85%`). A date is written in B.E.;
    one whose year is B.E. already was typed into an Excel that counts in C.E. and is taken at its word.
    """
    if value is None:
        return ""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _number(value, number_format)
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        value = value.date()
    if type(value) is datetime.date:
        return f"{value:%d/%m/%Y}" if value.year in BUDDHIST_YEARS else format_numeric(value)
    return unescaped(str(value))


def _number(value: float, number_format: str) -> str:
    exact = Decimal(format(value, VISIBLE_DIGITS))
    if "%" in _DECORATION.sub("", number_format):
        return f"{(exact * 100).normalize():f}%"
    return f"{exact:f}"


# Writing


@dataclass(frozen=True, slots=True)
class Page:
    """A sheet to be written: its name, its headings and its rows of text and numbers."""

    name: str
    headings: Sequence[str]
    rows: Iterable[Sequence[Value]] = ()


def write(pages: Sequence[Page], *, title: str = "", creator: str = "") -> bytes:
    """An XLSX file with these sheets; raises ValueError for a text that is too long for a cell."""
    written = [[[_writable(value) for value in row] for row in page.rows] for page in pages]
    book = Workbook(write_only=True)
    book.properties.title, book.properties.creator = title or None, creator or None
    for page, rows in zip(pages, written, strict=True):
        sheet = book.create_sheet(page.name)
        sheet.freeze_panes = "A2"
        for index, heading in enumerate(page.headings, start=1):
            sheet.column_dimensions[get_column_letter(index)].width = max(16, len(heading) + 4)
        sheet.append([_heading(sheet, heading) for heading in page.headings])
        for row in rows:
            sheet.append([_cell(sheet, value) for value in row])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _heading(sheet: Any, text: str) -> WriteOnlyCell:
    cell = _cell(sheet, text)
    cell.font = Font(bold=True)
    cell.fill = PatternFill("solid", fgColor="DDE7EC")
    return cell


def _cell(sheet: Any, value: Value) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, None if value == "" else value)
    if isinstance(value, Decimal):
        cell.number_format = "0.00"
    elif isinstance(value, str) and value:
        cell.data_type = "s"  # text that begins with = would else be kept as a formula
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell


def _writable(value: Value) -> Value:
    if not isinstance(value, str):
        return value
    written = escaped(value)
    if len(written) > LONGEST_CELL:
        reason = _("A cell of Excel holds at most %(limit)s characters, and one text is longer: export CSV.")
        raise ValueError(reason % {"limit": LONGEST_CELL})
    return written


def fitting(text: str, mark: str) -> str:
    """The text where a cell of Excel holds it; else its beginning, with the mark that says where it is whole."""
    if len(escaped(text)) <= LONGEST_CELL:
        return text
    kept = bisect_right(range(len(text)), LONGEST_CELL, key=lambda length: len(escaped(text[:length] + mark))) - 1
    return text[:kept] + mark
