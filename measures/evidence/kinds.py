"""What a file is, told by its first bytes: neither its name nor what the browser declares is asked."""

import re

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from spreadsheets.kinds import ARCHIVE_STARTS, LOCKED, OLD_OFFICE_STARTS

from . import office
from .refusals import Refused

CONTENT_TYPES = {
    "pdf": "application/pdf",
    "jpg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
    "heic": "image/heic",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
PICTURES = ("jpg", "png", "webp", "heic")

# As much as tells what a file is.
_BEGINNING = 4096
_HEIF_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1", b"hevc", b"hevx")
_STARTS = {
    "pdf": re.compile(rb"%PDF-"),
    "jpg": re.compile(rb"\xff\xd8\xff"),
    "png": re.compile(rb"\x89PNG\r\n\x1a\n"),
    "webp": re.compile(rb"RIFF.{4}WEBP", re.DOTALL),
    "heic": re.compile(rb".{4}ftyp(?:" + b"|".join(_HEIF_BRANDS) + rb")", re.DOTALL),
}
_PROLOGUE = rb"\s*(?:<\?xml[^>]*>|<!--.*?-->|<!doctype svg[^>]*>|\s)*"
# What people upload instead, in words; the first that fits is told.
_OTHERS: list[tuple[re.Pattern[bytes], str | Promise]] = [
    (re.compile(_PROLOGUE + rb"<svg\b", re.I | re.S), gettext_lazy("a drawing with program code (SVG)")),
    (
        re.compile(_PROLOGUE + rb"<(?:!doctype html|html|head|body|script|meta|iframe|table|div)\b", re.I | re.S),
        gettext_lazy("a web page (HTML)"),
    ),
    (re.compile(rb"MZ|\x7fELF|#!|\xcf\xfa\xed\xfe|\xca\xfe\xba\xbe"), gettext_lazy("a program")),
    (
        re.compile(rb"PK|Rar!|7z\xbc\xaf|\x1f\x8b"),
        gettext_lazy("an archive of files that is neither a Word nor an Excel document"),
    ),
    (re.compile(re.escape(OLD_OFFICE_STARTS)), gettext_lazy("a document of an old Office (.doc, .xls or .ppt)")),
    (
        re.compile(rb"GIF8|BM|II\*\0|MM\0\*|.{4}ftypavi[fs]", re.DOTALL),
        gettext_lazy("a picture of another kind (such as GIF, TIFF or AVIF)"),
    ),
    (re.compile(rb".{4}ftyp|ID3|RIFF|\x1aE\xdf\xa3", re.DOTALL), gettext_lazy("a film or a sound")),
]

# What a browser shows and does not run; whatever else is kept has to be saved.
SHOWN_TYPES = ("image/jpeg", "image/png", "image/webp", "application/pdf")


def of(content: bytes) -> str:
    """The kind of a file, a key of CONTENT_TYPES; raises Refused for what is no evidence and says what it is."""
    for kind, start in _STARTS.items():
        if start.match(content):
            return kind
    if content.startswith(ARCHIVE_STARTS) and (kind := office.kind_of(content)):
        return kind
    if content.startswith(OLD_OFFICE_STARTS) and LOCKED in content:
        raise Refused(office.WITH_PASSWORD)
    raise _other(content[:_BEGINNING])


def _other(beginning: bytes) -> Refused:
    # Without marks of byte order and without the zeros of UTF-16, Latin letters look alike in all encodings.
    latin = beginning.lstrip(b"\xef\xbb\xbf\xff\xfe").replace(b"\0", b"")
    what = next(
        (words for start, words in _OTHERS if start.match(beginning) or start.match(latin)),
        gettext_lazy("of a kind that is not known"),
    )
    return Refused(
        _(
            "The file is %(what)s, whatever its name says. Evidence is a PDF, a picture (JPEG, PNG, WebP, HEIC), "
            "a Word document (DOCX) or an Excel workbook (XLSX): save it as one of these and upload it again."
        )
        % {"what": what}
    )
