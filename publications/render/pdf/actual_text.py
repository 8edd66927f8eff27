"""
The text of a printed page as its readers get it: each piece of text says its own letters (`/ActualText`).

A tone mark that stands higher than usual is drawn on its own, and readers that sort what is drawn by its place tear it
off its syllable (รอบสินปีงบประมาณ ้). ISO 32000-1, 14.9.4 lets marked content say what it stands for, and all readers
follow. What is seen and how it is tagged stays: only what marked content and fonts say of letters is changed.
"""

import re
from collections.abc import Iterator

import pikepdf

from publications.render.pdf.text_layer import with_sara_am

# As WeasyPrint writes it: a line for each operator, glyphs in hexadecimal. Text outside of a span is that of a picture.
_TEXT = re.compile(
    rb"/Span\n<</MCID (?P<number>\d+)>>\nBDC\n(?P<span>.*?)EMC\n|BT\n(?P<alone>.*?)ET\n",
    re.DOTALL,
)
_FONT_OR_GLYPHS = re.compile(rb"/(?P<font>\S+) [\d.]+ Tf\n|<(?P<glyphs>[0-9a-f]+)>")
_MAPPED = re.compile(rb"^<([0-9a-f]{4})> <([0-9a-f]*)>$", re.MULTILINE)
_BASELINE = re.compile(rb"^1 0 0 -1 \S+ (\S+) Tm$", re.MULTILINE)
_NOTHING = b"BT\nET\n"
_SIZE = re.compile(rb"(\d+(?:\.\d+)?) Tf\n")
# By so much, in points, the letters of every other piece are larger: where a line is drawn exactly as the one above and
# close to it, PDFium takes it for its shadow and leaves it out.
_TRIFLE = 0.00002
# Where lines may end or not, which nobody wrote: word joiner, zero width space, soft hyphen.
INVISIBLE = dict.fromkeys(map(ord, "\u2060\u200b\u00ad"))

Letters = dict[bytes, str]  # of a font, by glyph in four hexadecimal digits


def say_letters(pdf: pikepdf.Pdf) -> None:
    """Give every piece of text in `pdf`, just written by WeasyPrint and not compressed, the letters it stands for."""
    fonts = {name: _letters(font) for name, font in dict(_fonts(pdf)).items()}
    for stream in _drawings(pdf):
        stream.write(_TEXT.sub(lambda found: _said(found, fonts), stream.read_bytes()))


def _drawings(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """The contents of the pages, and what they draw as a whole."""
    for page in pdf.pages:
        yield page.Contents
    for item in pdf.objects:
        if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Form":
            yield item


def _fonts(pdf: pikepdf.Pdf) -> Iterator[tuple[bytes, pikepdf.Object]]:
    """Every font by the name under which pages use it; WeasyPrint gives a font one name in the whole document."""
    for page in pdf.pages:
        for name, font in page.Resources.get("/Font", {}).items():
            yield name.removeprefix("/").encode(), font


def _letters(font: pikepdf.Object) -> Letters:
    """What each glyph stands for, mended: WeasyPrint notes how a glyph was typed first, for all that follow."""
    noted = font.ToUnicode.read_bytes()
    letters = {
        glyph: _mended(bytes.fromhex(code.decode()).decode("utf-16-be")) for glyph, code in _MAPPED.findall(noted)
    }
    font.ToUnicode.write(_MAPPED.sub(lambda found: b"<%b> <%b>" % (found[1], _coded(letters[found[1]])), noted))
    return letters


def _mended(letters: str) -> str:
    """A blank of any kind is a blank to whoever reads it, and sara am one letter."""
    return " " if letters.isspace() else with_sara_am(letters)


def _coded(text: str) -> bytes:
    return text.encode("utf-16-be").hex().encode()


def _said(found: re.Match[bytes], fonts: dict[bytes, Letters]) -> bytes:
    drawn = found["span"] if found["number"] else found["alone"]
    text = "".join(_read(drawn, fonts)).translate(INVISIBLE)
    if not text:
        return found[0]
    if _is_before_a_blank(found) or (text.endswith("-") and _ends_a_line(found)):
        # Without one Poppler and PDFium take a hyphen that ends a line for one that divides a word, and leave it out.
        text += " "
    said = b"/ActualText <feff%b>" % _coded(text)
    if found["number"]:
        if int(found["number"]) % 2:
            drawn = _SIZE.sub(lambda size: b"%.5f Tf\n" % (float(size[1]) + _TRIFLE), drawn)
        return b"/Span\n<</MCID %b %b>>\nBDC\n%bEMC\n" % (found["number"], said, drawn)
    return b"/Span\n<<%b>>\nBDC\n%bEMC\n" % (said, found[0])


def _read(drawn: bytes, fonts: dict[bytes, Letters]) -> Iterator[str]:
    """The letters of the glyphs in the order in which they are drawn, which is that of the text."""
    letters: Letters = {}
    for match in _FONT_OR_GLYPHS.finditer(drawn):
        if match["font"]:
            letters = fonts[match["font"]]
            continue
        glyphs = match["glyphs"]
        yield from (letters[glyphs[start : start + 4]] for start in range(0, len(glyphs), 4))


def _is_before_a_blank(found: re.Match[bytes]) -> bool:
    """Whether a blank between two elements follows: WeasyPrint leaves room for it and draws no glyph."""
    following = _TEXT.search(found.string, found.end())
    return following is not None and following["span"] == _NOTHING


def _ends_a_line(found: re.Match[bytes]) -> bool:
    own, following = _BASELINE.search(found[0]), _BASELINE.search(found.string, found.end())
    return own is None or following is None or own[1] != following[1]
