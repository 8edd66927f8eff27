"""
Where a printed line must not end: within dates, names of places, words of the field, and numbers with their units.

Thai is written without blanks, and Pango finds the ends of lines with libthai's dictionary, which knows จัด, ซื้อ and จ้าง
but not จัดซื้อจัดจ้าง. No-break spaces and word joiners (U+2060) do not help, since libthai does not see them. So Pango is
told of each piece that belongs together that no line ends in it (its attribute *allow breaks*); behind a word libthai
begins anew, so that it also finds more of the ends around it. The text stays what it is, in the HTML as in the PDF.
What does not fit into a whole line is broken as it would be without this.

The words stand in words.txt; the prefixes of nouns may stand before each (ประเมิน: การประเมิน). The names of places are
those of the agency whose document is printed.
"""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from fontTools.ttLib import TTFont
from weasyprint.layout import inline
from weasyprint.text import line_break
from weasyprint.text.ffi import ffi, pango

from publications.render.pdf.letters import FACES
from thai.calendar import THAI_MONTHS, THAI_MONTHS_SHORT

# Of Pango's documented functions one that WeasyPrint does not declare.
ffi.cdef("PangoAttribute * pango_attr_allow_breaks_new (gboolean allow_breaks);")

WORDS = Path(__file__).with_name("words.txt")
PREFIXES = ("การ", "ความ", "ผู้")
# What is counted, behind its number; what is numbered, before its number.
UNITS = ("คน", "ครั้ง", "วัน", "วันทำการ", "เดือน", "ปี", "ราย", "เรื่อง", "โครงการ", "กิจกรรม", "ฉบับ", "คะแนน", "บาท", "แห่ง")
NUMBERED = ("ร้อยละ", "ข้อ", "มาตรการที่", "ตัวชี้วัดที่", "ขั้นตอนที่", "ฉบับที่", "ครั้งที่", "ไตรมาส", "จำนวน")
# What stands before the name of a place and goes with it.
KINDS = ("ส่วนตำบล", "ตำบล", "อำเภอ", "จังหวัด")
# What stands before and behind a word without a blank and goes with it.
OPENING = "([“\"'"
CLOSING = ")]”\"',.;:ๆฯ"
# In sizes of the letter: a wider word would leave too much of a line empty, and fits into no narrow column.
WIDEST = 6.7

Range = tuple[int, int]


def read_words(text: str) -> frozenset[str]:
    """The words of a list: between blanks and line ends, in lines that do not begin with #."""
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return frozenset(word for line in lines for word in line.split())


def _longest_of(words: frozenset[str]) -> str:
    """A pattern of the longest of some words that stands here, or of the beginning of one at the end of the text.

    Of a long text WeasyPrint lays out so much as fills a line, which may end within a word.
    """
    branches: dict[str, set[str]] = {}
    for word in words - {""}:
        branches.setdefault(word[0], set()).add(word[1:])
    if not branches:
        return ""
    inner = "|".join(re.escape(letter) + _longest_of(frozenset(rest)) for letter, rest in sorted(branches.items()))
    return rf"(?:{inner}|\Z)" + ("?" if "" in words else "")


def _in_order(*parts: str) -> str:
    """A pattern of parts that follow each other, behind each of which the text may end."""
    *before, last = parts
    for part in reversed(before):
        last = rf"{part}(?:\Z|{last})"
    return last


_THAI = "[ก-๎]"
_DIGIT = "[0-9๐-๙]"
_NUMBER = rf"\(?{_DIGIT}++(?:[.,:/–-]{_DIGIT}++)*+\)?+"
_DAY = rf"(?<!{_DIGIT}){_DIGIT}{{1,2}}[ ]"
_MONTH = _longest_of(frozenset((*THAI_MONTHS, *THAI_MONTHS_SHORT)))
_ERA = _longest_of(frozenset(("พ.ศ. ",)))
_YEAR = rf"(?:{_DIGIT}{{4}}(?!{_DIGIT})|{_DIGIT}{{1,3}}\Z)"
_MONTH_AND_YEAR = _in_order(_MONTH, "[ ]", f"(?:{_in_order(_ERA, _YEAR)}|{_YEAR})")
_DATES = rf"""
      {_in_order(_DAY, _MONTH_AND_YEAR)}
    | (?: [-–] [ ] )? {_MONTH_AND_YEAR}
    | {_in_order(_ERA, _YEAR)}
    | [-–] [ ] {_MONTH}
"""
_NUMBERS_AND_WORDS = rf"""
      (?: {"|".join(map(re.escape, NUMBERED))} ) [ \u00a0]?+ {_NUMBER}
    | {_NUMBER} [ \u00a0] {_longest_of(frozenset(UNITS))}
    | (?P<prefix> {"|".join(PREFIXES)} )? (?P<word> {_longest_of(read_words(WORDS.read_text("utf-8")))} )
"""


@lru_cache(maxsize=64)
def _pattern(places: frozenset[str]) -> re.Pattern[str]:
    """Of everything that is held together, some places included: behind their kinds, or alone between other signs."""
    if not places:
        return re.compile(f"{_DATES}|{_NUMBERS_AND_WORDS}", re.VERBOSE)
    full = _longest_of(frozenset(kind + place for place in places for kind in KINDS))
    alone = rf"(?<!{_THAI}){_longest_of(places)}(?!{_THAI})"
    return re.compile("|".join((_DATES, full, alone, _NUMBERS_AND_WORDS)), re.VERBOSE)


_places: ContextVar[frozenset[str]] = ContextVar("places", default=frozenset())


@contextmanager
def holding(places: Iterable[str]) -> Iterator[None]:
    """Lay out meanwhile without tearing these names of places, which stand without their kind."""
    token = _places.set(frozenset(filter(None, places)))
    try:
        yield
    finally:
        _places.reset(token)


def hold_together() -> None:
    """Let WeasyPrint end no line inside what is held together, from now on and in the whole process."""
    line_break.Layout.set_text = _set_text
    inline.split_text_box = _split_text_box


_split_of_weasyprint = inline.split_text_box
_begins_line: ContextVar[bool] = ContextVar("begins_line", default=True)


def _split_text_box(context: Any, box: Any, width: float, skip: int | None, is_line_start: bool = True) -> Any:
    """Stand in for inline.split_text_box, which knows whether a text begins its line."""
    token = _begins_line.set(is_line_start)
    try:
        return _split_of_weasyprint(context, box, width, skip, is_line_start)
    finally:
        _begins_line.reset(token)


_set_text_of_weasyprint = line_break.Layout.set_text


def _set_text(layout: line_break.Layout, text: str, justify: bool = False) -> None:
    """Stand in for Layout.set_text, which seeks where lines end; in drawing (`justify`) they are all found."""
    _set_text_of_weasyprint(layout, text, justify)
    if not justify:
        ranges = held(layout.text, _places.get())
        _hold(layout, [range_ for range_ in ranges if not _is_too_wide(layout, range_)])


def _is_too_wide(layout: line_break.Layout, range_: Range) -> bool:
    """Whether it begins a line and does not fit into it; what stands behind something else can go to the next line."""
    start, end = range_
    if start or layout.max_width is None or not _begins_line.get():
        return False
    return bool(width(layout.text[:end]) * layout.style["font_size"] > layout.max_width)


def _hold(layout: line_break.Layout, ranges: list[Range]) -> None:
    if not ranges:
        return
    attributes = attributes_of(layout)
    for start, end in ranges:
        attribute = pango.pango_attr_allow_breaks_new(False)
        attribute.start_index, attribute.end_index = _bytes(layout.text[:start]), _bytes(layout.text[:end])
        pango.pango_attr_list_insert(attributes, attribute)
    pango.pango_layout_set_attributes(layout.layout, attributes)


def attributes_of(layout: line_break.Layout) -> Any:
    """What Pango is told of a layout's text besides its letters; to be set again after something was added."""
    attributes = pango.pango_layout_get_attributes(layout.layout)
    return attributes if attributes != ffi.NULL else ffi.gc(pango.pango_attr_list_new(), pango.pango_attr_list_unref)


def _bytes(text: str) -> int:
    return len(text.encode())


@lru_cache(maxsize=4096)
def held(text: str, places: frozenset[str] = frozenset()) -> tuple[Range, ...]:
    """What is held together in a text: from which letter on, and before which it ends."""
    return tuple(_range(match) for match in _pattern(places).finditer(text) if len(match[0]) > 1)


def _range(match: re.Match[str]) -> Range:
    """A word with its prefix, without it where both together are too wide; and with the signs around it."""
    is_wide = match["prefix"] and match["word"] and width(match[0]) > WIDEST
    start, end = match.span("word" if is_wide else 0)
    before, behind = match.string[:start], match.string[end:]
    return len(before.rstrip(OPENING)), end + len(behind) - len(behind.lstrip(CLOSING))


def width(text: str) -> float:
    """How wide the wider of both weights prints a text, in sizes of the letter."""
    return max(sum(advances.get(letter, 0.0) for letter in text) for advances in map(_advances, FACES))


@cache
def _advances(face: str) -> dict[str, float]:
    with TTFont(Path(str(finders.find(face))), lazy=True) as font:
        widths, size = font["hmtx"].metrics, font["head"].unitsPerEm
        return {chr(code): widths[name][0] / size for code, name in font.getBestCmap().items()}
