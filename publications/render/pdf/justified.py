"""
Justified text as Thai is set: what a line lacks to its full width is spread over all its letters.

WeasyPrint spreads it over blanks alone, of which Thai has few, so that a line has holes and a page has rivers. A line
that lacks more than letters can take without looking apart (MOST) ends where it ends. Marks stay with their letters:
Pango spaces what a reader takes for one (its attribute *letter spacing*).
"""

import unicodedata
from collections.abc import Callable
from functools import wraps
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline
from weasyprint.text import line_break
from weasyprint.text.ffi import TO_UNITS, pango

from publications.render.pdf.line_ends import attributes_of

# Between two letters at most, in sizes of the letter.
MOST = 0.06


def spread_over_letters() -> None:
    """Let WeasyPrint justify lines so, from now on and in the whole process."""
    line_break.Layout.set_text = _spread(line_break.Layout.set_text)
    inline.count_expandable_spaces, inline.justify_line = gaps, _justify_line


def gaps(box: Any) -> int:
    """Between how many letters of a line, or of a part of it, something can stand."""
    if isinstance(box, boxes.TextBox):
        return max(0, sum(map(_is_a_letter, box.text)) - 1)
    if isinstance(box, boxes.LineBox | boxes.InlineBox):
        return sum(gaps(child) for child in box.children)
    return 0


def _is_a_letter(sign: str) -> bool:
    """Whether it stands for itself, and not on the letter before; to Pango sara am does."""
    return unicodedata.category(sign) not in ("Mn", "Me", "Cf")


def _justify_line(context: Any, line: boxes.LineBox, lacking: float) -> None:
    """Stand in for inline.justify_line; `lacking` is in pixels, as all of WeasyPrint's lengths are."""
    found = gaps(line)
    if found and lacking / found <= MOST * line.style["font_size"]:
        inline.add_word_spacing(context, line, lacking / found, 0)


def _spread(set_text: Callable[..., None]) -> Callable[..., None]:
    """What stands in for Layout.set_text, which in drawing (`justify`) widens blanks."""

    @wraps(set_text)
    def set_and_spread(layout: line_break.Layout, text: str, justify: bool = False) -> None:
        spacing, layout.justification_spacing = layout.justification_spacing, 0
        set_text(layout, text, justify)
        layout.justification_spacing = spacing
        if justify and spacing:
            attributes = attributes_of(layout)
            attribute = pango.pango_attr_letter_spacing_new(int(spacing * TO_UNITS))
            attribute.start_index, attribute.end_index = 0, len(layout.text.encode())
            pango.pango_attr_list_change(attributes, attribute)
            pango.pango_layout_set_attributes(layout.layout, attributes)

    return set_and_spread
