"""The file around a document: a blank one with the house's styles and typeface to begin with, and a file at last."""

from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.document import Document as WordDocument
from docx.section import Section

from . import faces

# The parts of a blank document, as plain files.
BLANK = Path(__file__).parent / "blank"
# The faces that are embedded, with the keys under which word/fontTable.xml names them.
FACES = {
    "Sarabun-Regular": "53415241-4255-4E00-8000-000000000001",
    "Sarabun-Bold": "53415241-4255-4E00-8000-000000000002",
    "SarabunThaiDigits": "53415241-4255-4E00-8000-000000000003",
}
VEILED = 32  # so many bytes at the beginning of an embedded typeface are veiled (ECMA-376 part 4, 17.8.1)
# What a file of a ZIP archive is dated by: the first day that such an archive knows, whenever it is made.
ALWAYS = (1980, 1, 1, 0, 0, 0)


def blank(digits: str) -> WordDocument:
    """A document without content, A4 with the customary margins; its pages are counted in `digits`, thai or arabic."""
    word = docx.Document(BytesIO(_blank()))
    if digits == "arabic":
        word.styles["page number"].font.name = None
    return word


@cache
def _blank() -> bytes:
    parts = {path.relative_to(BLANK).as_posix(): path.read_bytes() for path in BLANK.rglob("*") if path.is_file()}
    parts |= {f"word/fonts/{name}.odttf": _veiled(faces.face(name), key) for name, key in FACES.items()}
    return _zipped(parts)


def _veiled(face: bytes, key: str) -> bytes:
    mask = bytes.fromhex(key.replace("-", ""))[::-1] * 2
    return bytes(byte ^ veil for byte, veil in zip(face[:VEILED], mask, strict=True)) + face[VEILED:]


def text_width(section: Section) -> int:
    """How wide the text of a page is, in EMU."""
    return int((section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0))


def describe(word: WordDocument, *, title: str, author: str, created: datetime | None) -> None:
    """Say in the file's properties what it is, by whom and of when; a draft is of no day."""
    moment = (created or datetime(*ALWAYS, tzinfo=UTC)).astimezone(UTC).replace(tzinfo=None)
    properties = word.core_properties
    properties.title, properties.author, properties.language = title[:255], author[:255], "th-TH"
    properties.created = properties.modified = moment
    properties.last_modified_by, properties.revision = "", 1


def saved(word: WordDocument) -> bytes:
    """The bytes of the file, the same for the same content."""
    file = BytesIO()
    word.save(file)
    with ZipFile(file) as archive:
        return _zipped({name: archive.read(name) for name in archive.namelist()})


def _zipped(parts: dict[str, bytes]) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for name, content in sorted(parts.items()):
            archive.writestr(ZipInfo(name, ALWAYS), content, ZIP_DEFLATED)
    return file.getvalue()
