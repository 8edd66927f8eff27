"""A file as somebody made it, turned into sheets of text: Excel or CSV, told apart by what is in it."""

import codecs
import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from django.utils.translation import gettext as _

from . import workbook
from .faults import BadSpreadsheet, Fault
from .workbook import Row, Sheet

MAX_BYTES = 10 * 1024 * 1024
XLSX_STARTS = b"PK\x03\x04"
# Excel up to 2003, and every Office file that is locked with a password.
OLD_EXCEL_STARTS = b"\xd0\xcf\x11\xe0"
DELIMITERS = (",", ";", "\t")
LONGEST_CELL = 1_000_000
SAMPLE = 64 * 1024

WINDOWS_THAI = "cp874"  # TIS-620 and what Windows adds to it
# A mark above or below a consonant, or a tone, needs a Thai letter before it; accents of Latin letters do not.
_STRAY_MARK = re.compile(r"(?<![\u0e01-\u0e4e])[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]")


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
    if data.startswith(OLD_EXCEL_STARTS):
        reason = _("This is a workbook of an old Excel (.xls) or one with a password. Save it as .xlsx without one.")
        raise BadSpreadsheet(Fault(reason))
    sheets = workbook.read(data) if data.startswith(XLSX_STARTS) else [_csv_sheet(data)]
    if not any(sheet.rows for sheet in sheets):
        raise BadSpreadsheet(Fault(_("The file is empty.")))
    return sheets


def _csv_sheet(data: bytes) -> Sheet:
    text = data.decode(encoding_of(lambda: [data]))
    sheet = Sheet("")
    for number, cells in csv_rows(io.StringIO(text, newline=""), delimiter_of(text[:SAMPLE])):
        if any(cell.strip() for cell in cells):
            sheet.rows.append(Row(number, tuple(cells)))
        workbook.check_size(sheet, number)
    return sheet


def csv_rows(lines: Iterable[str], delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """The rows of a CSV file, numbered as a spreadsheet does; BadSpreadsheet where quotes do not close."""
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    number = 0
    try:
        for number, cells in enumerate(reader, start=1):
            yield number, cells
    except csv.Error as error:
        reason = _(
            "From here on the quotation marks do not fit. Open the file in Excel and save it as CSV UTF-8 again."
        )
        raise BadSpreadsheet(Fault(reason, row=number + 1)) from error


def delimiter_of(beginning: str) -> str:
    """What separates the columns: the mark that is most frequent in the first line outside quotation marks."""
    outside_quotes = re.sub(r'"[^"]*"', "", beginning.lstrip("\r\n "))
    heading = re.split(r"[\r\n]", outside_quotes, maxsplit=1)[0]
    return max(DELIMITERS, key=heading.count)


def encoding_of(pieces: Callable[[], Iterable[bytes]]) -> str:
    """
    The encoding of a text that `pieces` begins to deliver each time it is called.

    UTF-8, UTF-16 with its mark, or Windows-874 when that gives plausible Thai; raises BadSpreadsheet when it is
    none of these. Trying them all the way through costs less than a file that turns out broken in its last row.
    """
    beginning = next(iter(pieces()), b"")
    marked = beginning.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encoding in ["utf-16"] if marked else ["utf-8-sig", WINDOWS_THAI]:
        if _fits(encoding, pieces()):
            return encoding
    reason = _(
        "The letters of this file cannot be read. In Excel choose File › Save as › “CSV UTF-8 (Comma delimited)”, "
        "or save it as .xlsx."
    )
    raise BadSpreadsheet(Fault(reason))


def _fits(encoding: str, pieces: Iterable[bytes]) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    last = ""
    try:
        for piece in pieces:
            text = last + decoder.decode(piece)
            if "\0" in text or (encoding == WINDOWS_THAI and _STRAY_MARK.search(text, len(last))):
                return False
            last = text[-1:]
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True
