"""Which letters a document can be printed with: those that both weights of its typeface have."""

from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders
from fontTools.ttLib import TTFont

from publications.render.pdf.actual_text import INVISIBLE

FACES = ("sarabun/Sarabun-Regular.ttf", "sarabun/Sarabun-Bold.ttf")
# Ends of lines and steps to the right, which are drawn as blanks.
_BLANKS = frozenset("\t\r\n")


@cache
def printable() -> frozenset[str]:
    """Every letter that is printed as itself, or as nothing because it only steers line ends."""
    faces = [{chr(code) for code in TTFont(Path(str(finders.find(face)))).getBestCmap()} for face in FACES]
    return frozenset.intersection(*map(frozenset, faces)) | _BLANKS | frozenset(map(chr, INVISIBLE))


def unprintable(text: str) -> list[str]:
    """The letters of `text` that cannot be printed, each once, in the order in which they stand."""
    return [letter for letter in dict.fromkeys(text) if letter not in printable()]
