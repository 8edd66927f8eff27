"""Files that are no tables although their names say so: each is recognised by its bytes and answered with its cure."""

import re
from collections.abc import Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .faults import BadSpreadsheet, Fault

# As much of a file as tells what it is; the directory of an old Office file may come later than its first sector.
BEGINNING = 64 * 1024

ARCHIVE_STARTS = b"PK\x03\x04"
# Excel up to 2003, and every Office file that is locked with a password.
OLD_OFFICE_STARTS = b"\xd0\xcf\x11\xe0"
LOCKED = "EncryptedPackage".encode("utf-16-le")
OLD_WORD = "WordDocument".encode("utf-16-le")
# Excel before 1997 wrote its records without a file system around them.
OLDEST_EXCEL = re.compile(rb"\x09(?:\x00\x04|\x02\x06|\x04\x06|\x08[\x08\x10])\x00")

OLD_EXCEL = _("This is a workbook of an old Excel (.xls). Open it in Excel and save it as “Excel Workbook (.xlsx)”.")
WITH_PASSWORD = _(
    "This workbook is locked with a password. Open it in Excel, take the password off under "
    "File › Info › Protect Workbook, and save it as “Excel Workbook (.xlsx)”."
)
WEB_PAGE = _(
    "This is a web page that was named like a workbook, as some systems export it. "
    "Open it in Excel and save it as “Excel Workbook (.xlsx)”."
)
XML_SHEET = _(
    "This is an XML file that was named like a workbook. Open it in Excel and save it as “Excel Workbook (.xlsx)”."
)
STRICT = _(
    "This workbook was saved as “Strict Open XML Spreadsheet”. "
    "Open it in Excel and save it as the usual “Excel Workbook (.xlsx)”."
)
OPEN_DOCUMENT = _(
    "This is a spreadsheet of LibreOffice (.ods). Open it there, choose File › Save as, and save it as “Excel (.xlsx)”."
)
BINARY_WORKBOOK = _(
    "This is a binary workbook of Excel (.xlsb). Open it in Excel and save it as “Excel Workbook (.xlsx)”."
)
NO_WORKBOOK = _(
    "This is not an Excel workbook, although its name may say so. "
    "Open it in Excel and save it as “Excel Workbook (.xlsx)” or as “CSV UTF-8”."
)
DOCUMENT = _("This is a document and no table. Copy its table into Excel and save it as “Excel Workbook (.xlsx)”.")

_MARKUP = re.compile(
    rb"(?:<\?xml[^>]*>|<!--.*?-->|\s)*<(?:!doctype html|html|head|body|table|meta|style|div)\b", re.I | re.S
)
_MAIL = re.compile(rb"\s*(?:MIME-Version|Content-Type|From|Subject|Date|X-[\w-]+):[^\n]*\n", re.I)


def is_archive(data: bytes) -> bool:
    """Whether the file is a ZIP file, as workbooks of Excel are since 2007."""
    return data.startswith(ARCHIVE_STARTS)


def refuse_other(data: bytes) -> None:
    """Raise BadSpreadsheet with its cure for a file, or the beginning of one, that is known to be no table."""
    reason = _reason(data[:BEGINNING], data)
    if reason:
        raise BadSpreadsheet(Fault(reason))


def of_archive(members: Sequence[str], mimetype: str) -> Promise:
    """What a ZIP file is that holds no workbook of Excel."""
    if mimetype.startswith("application/vnd.oasis.opendocument.spreadsheet"):
        return OPEN_DOCUMENT
    if "xl/workbook.bin" in members:
        return BINARY_WORKBOOK
    if "word/document.xml" in members or mimetype.startswith("application/vnd.oasis.opendocument.text"):
        return DOCUMENT
    return NO_WORKBOOK


def _reason(beginning: bytes, data: bytes) -> Promise | None:
    if beginning.startswith(OLD_OFFICE_STARTS):
        return WITH_PASSWORD if LOCKED in data else DOCUMENT if OLD_WORD in data else OLD_EXCEL
    if OLDEST_EXCEL.match(beginning):
        return OLD_EXCEL
    if beginning.startswith((b"%PDF-", b"{\\rtf")):
        return DOCUMENT
    # Without marks of byte order and without the zeros of UTF-16, Latin letters look alike in all encodings.
    latin = beginning.lstrip(b"\xef\xbb\xbf\xff\xfe").replace(b"\0", b"")
    if _MARKUP.match(latin) or (_MAIL.match(latin) and b"text/html" in latin.lower()):
        return WEB_PAGE
    return XML_SHEET if latin.lstrip().startswith(b"<?xml") else None
