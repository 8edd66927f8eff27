"""A file as somebody made it, turned into sheets of text: Excel or CSV, told apart by what is in it."""

import io
from pathlib import Path

from django.utils.translation import gettext as _

from . import csv, kinds, workbook
from .faults import BadSpreadsheet, Fault
from .letters import encoding_of
from .workbook import Row, Sheet

MAX_BYTES = 10 * 1024 * 1024


def load(path: Path) -> list[Sheet]:
    """The sheets of a file on disk; raises BadSpreadsheet for one that is missing or cannot be read."""
    try:
        check_bytes(path.stat().st_size)
        return read(path.read_bytes())
    except OSError as error:
        reason = _("The file %(path)s cannot be opened.") % {"path": path}
        raise BadSpreadsheet(Fault(reason)) from error


def check_bytes(size: int) -> None:
    """Raise BadSpreadsheet for a file of so many bytes that it is not even opened, or of none."""
    if not size:
        raise BadSpreadsheet(Fault(_("The file is empty.")))
    if size > MAX_BYTES:
        values = {"size": size // 2**20, "limit": MAX_BYTES // 2**20}
        reason = _("The file has %(size)s MB; at most %(limit)s MB are read. Remove pictures, or import it in parts.")
        raise BadSpreadsheet(Fault(reason % values))


def read(data: bytes) -> list[Sheet]:
    """The sheets of an uploaded file; raises BadSpreadsheet when there is nothing in it that can be read."""
    check_bytes(len(data))
    kinds.refuse_other(data)
    sheets = workbook.read(data) if kinds.is_archive(data) else [_csv_sheet(data)]
    if not any(sheet.rows for sheet in sheets):
        raise BadSpreadsheet(Fault(_("The file is empty.")))
    return sheets


def _csv_sheet(data: bytes) -> Sheet:
    text = data.decode(encoding_of(lambda: [data]))
    sheet = Sheet("")
    for number, cells in csv.rows_of(io.StringIO(text, newline="")):
        if any(cell.strip() for cell in cells):
            sheet.rows.append(Row(number, tuple(cells)))
        workbook.check_size(sheet, number)
    return sheet
