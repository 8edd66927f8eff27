"""Whether a file that claims to be an Excel workbook is one, and small enough to be opened: the ZIP file around it."""

import re
import zipfile
from collections.abc import Iterator
from itertools import islice

from django.utils.translation import gettext as _

from . import kinds, packed
from .faults import KEPT_FAULTS, BadSpreadsheet, Fault

_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref\s*=\s*[\"']([A-Z0-9:$]{2,40})[\"']")
_ROW = re.compile(rb"<(?:\w+:)?row\b([^>]*)>")
_COLUMNS = re.compile(rb"<(?:\w+:)?col\b([^>]*)>")
_ATTRIBUTE = re.compile(rb"\s(r|ht|hidden|min|max|width)\s*=\s*[\"']([^\"']*)[\"']")
# The standard's strict form, which Excel offers beside the usual one and other programs seldom read.
_STRICT = b"http://purl.oclc.org/ooxml/spreadsheetml/main"
# Letters of a column's width, points of a row's height: what was dragged smaller shows nothing.
LEAST_SEEN = 1


def check(data: bytes) -> None:
    """Raise BadSpreadsheet unless `data` is a workbook whose parts, all unpacked, stay within the limits."""
    try:
        with packed.opened(data) as archive:
            _check_parts(archive)
    except packed.TooLarge as error:
        raise _bomb() from error
    except packed.GrowingXml as error:
        raise BadSpreadsheet(Fault(kinds.NO_WORKBOOK)) from error
    except packed.Damaged as error:
        raise BadSpreadsheet(
            Fault(_("The file is damaged or protected. Open it in Excel and save it as .xlsx again."))
        ) from error


def _check_parts(archive: zipfile.ZipFile) -> None:
    packed.check_announced(archive)
    if "xl/workbook.xml" not in archive.namelist():
        raise BadSpreadsheet(Fault(kinds.of_archive(archive.namelist(), _type_of(archive))))
    packed.check_unpacked(archive)
    if any(_STRICT in window for window in packed.windows(archive, "xl/workbook.xml")):
        raise BadSpreadsheet(Fault(kinds.STRICT))


def merged_cells(data: bytes, member: str) -> list[str]:
    """The merged ranges (`A2:A5`) of the sheet that lies at `member` of a workbook that passed `check`."""
    with packed.opened(data) as archive:
        found = (match[1].decode() for match in _marks(archive, member, _MERGED))
        return list(dict.fromkeys(islice(found, KEPT_FAULTS)))


def hidden_rows(data: bytes, member: str) -> Iterator[int]:
    """The numbers of the rows that nobody sees: filtered out, hidden, folded or dragged to nothing."""
    number = 0
    for row in _elements(data, member, _ROW):
        number = int(row.get("r") or number + 1)
        if _is_true(row.get("hidden")) or _is_unseen(row.get("ht")):
            yield number


def hidden_columns(data: bytes, member: str) -> Iterator[range]:
    """The numbers of the columns that a reader of the sheet does not see, as ranges."""
    for columns in _elements(data, member, _COLUMNS):
        if _is_true(columns.get("hidden")) or _is_unseen(columns.get("width")):
            yield range(int(columns["min"]), int(columns["max"]) + 1)


def _elements(data: bytes, member: str, element: re.Pattern[bytes]) -> Iterator[dict[str, str]]:
    """The attributes of each of these elements of a part."""
    with packed.opened(data) as archive:
        for mark in _marks(archive, member, element):
            yield {name.decode(): value.decode("latin-1") for name, value in _ATTRIBUTE.findall(mark[1])}


def _is_true(value: str | None) -> bool:
    return value in ("1", "true")


def _is_unseen(size: str | None) -> bool:
    return size is not None and float(size) < LEAST_SEEN


def _type_of(archive: zipfile.ZipFile) -> str:
    """What the archive says that it is: OpenDocument puts its type into a part of its own."""
    if "mimetype" not in archive.namelist():
        return ""
    with archive.open("mimetype") as part:
        return part.read(100).decode("latin-1")


def _marks(archive: zipfile.ZipFile, member: str, mark: re.Pattern[bytes]) -> Iterator[re.Match[bytes]]:
    """Every place of a part that looks like `mark`, once."""
    rest = b""
    with archive.open(member) as part:
        while piece := part.read(packed.CHUNK):
            rest += piece
            end = 0
            for found in mark.finditer(rest):
                yield found
                end = found.end()
            rest = rest[max(end, len(rest) - packed.LONGEST_MARK) :]


def _bomb() -> BadSpreadsheet:
    return BadSpreadsheet(
        Fault(
            _(
                "Unpacked, this file would be far larger than a spreadsheet of an agency, so it was not opened. "
                "Copy the rows into a new workbook and save it."
            )
        )
    )
