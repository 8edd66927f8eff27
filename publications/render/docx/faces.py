"""
The typefaces that a Word file brings along: Sarabun, and one that draws Arabic digits as Thai ones.

Word and LibreOffice count pages in Thai digits in ways that the other does not know (LibreOffice makes letters of
Word's). So pages are counted in Arabic digits and drawn in a face in which these look Thai, as offices do by custom
with TH SarabunIT๙; where it is not read, they are Arabic.
"""

from io import BytesIO
from pathlib import Path

from django.contrib.staticfiles import finders
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

THAI_DIGITS = "SarabunThaiDigits"
_ZERO, _THAI_ZERO = ord("0"), ord("๐")
# What a face is called: family, its whole name, its name in PostScript (OpenType, table `name`).
_NAMES = (1, 4, 6)


def face(name: str) -> bytes:
    """The bytes of a face by its name."""
    return _thai_digits() if name == THAI_DIGITS else _path(name).read_bytes()


def _path(name: str) -> Path:
    return Path(str(finders.find(f"sarabun/{name}.ttf")))


def _thai_digits() -> bytes:
    """The digits of Sarabun, the Thai ones in the places of the Arabic."""
    # No new date, so that the same document gives the same bytes.
    font = TTFont(_path("Sarabun-Regular"), recalcTimestamp=False)
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap |= {_ZERO + digit: table.cmap[_THAI_ZERO + digit] for digit in range(10)}
    subsetter = Subsetter(Options(name_IDs=list(_NAMES), notdef_outline=True))
    subsetter.populate(text="0123456789 ")
    subsetter.subset(font)
    for record in font["name"].names:
        record.string = THAI_DIGITS
    file = BytesIO()
    font.save(file)
    return file.getvalue()
