"""Word documents and Excel workbooks as evidence: whole, without macros, without a password, of a sensible size."""

import re
import zipfile
from xml.parsers import expat

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from spreadsheets import packed

from .refusals import Refused

# The part without which there is no document.
MAIN_PARTS = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}
_TYPES = "[Content_Types].xml"
_LOCKED = 0x1
# Macros, macros of the kind before them, and controls that bring a program along.
_PROGRAM = re.compile(r"vbaproject\.bin$|/(?:macrosheets|activex)/", re.IGNORECASE)

WITH_PASSWORD = _(
    "The file is locked with a password. Open it, take the password off under File › Info, save it and upload it again."
)
DAMAGED = _("The document cannot be read: it is damaged. Open it in Word or Excel, save it, and upload the new file.")
MACROS = _("The document contains macros, which are programs. Save it as .docx or .xlsx without macros, or as a PDF.")
BOMB = _("Unpacked, the document would be far larger than any that people make. Save it as a PDF and upload that.")


def kind_of(content: bytes) -> str:
    """`docx` or `xlsx`; "" for a ZIP file that is neither, as well as for one whose directory cannot be read."""
    try:
        with packed.opened(content) as archive:
            names = archive.namelist()
    except packed.Damaged:
        names = _names_in(content)
    if _TYPES not in names:
        return ""
    return next((kind for kind, part in MAIN_PARTS.items() if part in names), "")


def check(content: bytes, kind: str) -> None:
    """Raise Refused unless the document of this kind is whole and harmless."""
    try:
        with packed.opened(content) as archive:
            reason = _reason(archive, MAIN_PARTS[kind])
    except packed.TooLarge as error:
        raise Refused(BOMB) from error
    except (packed.Damaged, packed.GrowingXml, expat.ExpatError) as error:
        raise Refused(DAMAGED) from error
    if reason:
        raise Refused(reason)


def _reason(archive: zipfile.ZipFile, main_part: str) -> str | Promise:
    """Why the document is refused, or ""; what cannot be unpacked within the limits raises."""
    if any(member.flag_bits & _LOCKED for member in archive.infolist()):
        return WITH_PASSWORD
    packed.check_announced(archive)
    packed.check_unpacked(archive, packed.MAX_UNPACKED_DOCUMENT)
    with archive.open(main_part) as part:
        expat.ParserCreate().ParseFile(part)
    has_program = any(_PROGRAM.search(name) for name in archive.namelist())
    return MACROS if has_program or b"macroenabled" in archive.read(_TYPES).lower() else ""


def _names_in(content: bytes) -> list[str]:
    """Which of the names that matter stand in a half file, so that it is called damaged and not something else."""
    return [name for name in (_TYPES, *MAIN_PARTS.values()) if name.encode() in content]
