"""Whether a file that claims to be an Excel workbook is one, and small enough to be opened: the ZIP file around it."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from itertools import islice

from django.utils.translation import gettext as _

from .faults import KEPT_FAULTS, BadSpreadsheet, Fault

# A year of an agency is 100 kB unpacked. A bomb of 10 MB unpacks to 10 GB, deflate's limit being 1:1032.
MAX_MEMBERS = 2_000
MAX_UNPACKED = 50 * 1024 * 1024
MAX_RATIO = 200
# Small parts may be mere repetition; their ratio says nothing.
RATIO_COUNTS_FROM = 1024 * 1024
CHUNK = 64 * 1024

_DAMAGED = (
    *(zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError),
    *(ValueError, LookupError, OSError),
)
# Where XML could define entities that grow without end; a workbook never contains one.
_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)|\A(?:\xff\xfe|\xfe\xff)", re.IGNORECASE)
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref\s*=\s*[\"']([A-Z0-9:$]{2,40})[\"']")
# No mark that is looked for is longer, so that none is missed between two chunks.
_LONGEST_MARK = 512


def check(data: bytes) -> None:
    """Raise BadSpreadsheet unless `data` is a workbook whose parts, all unpacked, stay within the limits."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            _check_announced(members)
            if "xl/workbook.xml" not in archive.namelist():
                raise _not_a_workbook()
            _check_unpacked(archive, members)
    except _DAMAGED as error:
        raise BadSpreadsheet(
            Fault(_("The file is damaged or protected. Open it in Excel and save it as .xlsx again."))
        ) from error


def merged_cells(data: bytes, member: str) -> list[str]:
    """The merged ranges (`A2:A5`) of the sheet that lies at `member` of a workbook that passed `check`."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        found = (match[1].decode() for window in _windows(archive, member) for match in _MERGED.finditer(window))
        return list(dict.fromkeys(islice(found, KEPT_FAULTS)))


def _check_announced(members: list[zipfile.ZipInfo]) -> None:
    """What the directory of the archive says, before anything is unpacked."""
    swollen = (member.file_size > max(RATIO_COUNTS_FROM, MAX_RATIO * member.compress_size) for member in members)
    if len(members) > MAX_MEMBERS or any(swollen):
        raise _bomb()


def _check_unpacked(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> None:
    """What really comes out; a directory that lies about it is found too, because the checksums then fail."""
    unpacked = 0
    for member in members:
        is_xml = member.filename.lower().endswith((".xml", ".rels"))
        for window in _windows(archive, member):
            unpacked += len(window)
            if unpacked > MAX_UNPACKED:
                raise _bomb()
            if is_xml and _DOCTYPE.search(window):
                raise _not_a_workbook()


def _windows(archive: zipfile.ZipFile, member: str | zipfile.ZipInfo) -> Iterator[bytes]:
    """A part in pieces, each with the end of the one before it."""
    before = b""
    with archive.open(member) as part:
        while piece := part.read(CHUNK):
            yield before + piece
            before = piece[-_LONGEST_MARK:]


def _bomb() -> BadSpreadsheet:
    return BadSpreadsheet(
        Fault(
            _(
                "Unpacked, this file would be far larger than a spreadsheet of an agency, so it was not opened. "
                "Copy the rows into a new workbook and save it."
            )
        )
    )


def _not_a_workbook() -> BadSpreadsheet:
    return BadSpreadsheet(
        Fault(
            _(
                "This is not an Excel workbook, although its name may say so. "
                "Open it in Excel and save it as “Excel Workbook (.xlsx)” or as “CSV UTF-8”."
            )
        )
    )
