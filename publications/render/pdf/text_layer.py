"""
Sarabun as a PDF needs it, so that the text of the PDF can be searched, copied and read aloud.

Shapers take sara am apart (ำ → ◌ํ + า) before they look into the font, and WeasyPrint notes only one text for each
glyph: after the first ประจำ every า of the document reads ำ, and of น้ำ nothing sensible is left. Here the font gets one
glyph for both halves together and a ligature rule that makes it, so that ำ is one glyph with one text again.
"""

import re
from functools import lru_cache
from io import BytesIO
from pathlib import Path

from fontTools.otlLib.builder import buildLigatureSubstSubtable
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables import otTables
from fontTools.ttLib.tables._g_l_y_f import ROUND_XY_TO_GRID, Glyph, GlyphComponent

SARA_AA = "uni0E32"
NIKHAHIT = "uni0E4D"  # the names of its forms begin so: with a tone mark, and narrow beside a tall consonant
LIGATURE_SUBSTITUTION = 4
_TYPED_IN_PARTS = re.compile("\u0e4d([\u0e48-\u0e4b]?)\u0e32")


def with_sara_am(text: str) -> str:
    """The text with sara am as the one letter that it is, though it was typed in two, which look the same."""
    return _TYPED_IN_PARTS.sub("\\1\u0e33", text)


@lru_cache(maxsize=4)
def readable(path: Path) -> bytes:
    """Return the Sarabun face in `path` with a glyph for every form of sara am."""
    # No new date, so that the same document gives the same bytes; no new bounds, which would unpack every glyph.
    font = TTFont(path, recalcTimestamp=False, recalcBBoxes=False)
    forms = [name for name in font.getGlyphOrder() if name.startswith(NIKHAHIT)]
    for form in forms:
        _add_sara_am(font, form)
    font.setGlyphOrder(font["glyf"].glyphOrder)
    _add_ligatures(font, {(form, SARA_AA): _sara_am(form) for form in forms})
    changed = BytesIO()
    font.save(changed)
    return changed.getvalue()


def _sara_am(form: str) -> str:
    return f"{form}.saraAm"


def _add_sara_am(font: TTFont, form: str) -> None:
    """Draw both halves where they stand one after the other."""
    metrics = font["hmtx"].metrics
    width = metrics[form][0]
    glyph = Glyph()
    glyph.numberOfContours = -1
    glyph.components = [_component(form, 0), _component(SARA_AA, width)]
    glyph.recalcBounds(font["glyf"])
    font["glyf"][_sara_am(form)] = glyph
    metrics[_sara_am(form)] = (width + metrics[SARA_AA][0], metrics[form][1])


def _component(name: str, x: int) -> GlyphComponent:
    component = GlyphComponent()
    component.glyphName, component.x, component.y = name, x, 0
    component.flags = ROUND_XY_TO_GRID
    return component


def _add_ligatures(font: TTFont, ligatures: dict[tuple[str, str], str]) -> None:
    """Append the rule as the last of the Thai compositions (ccmp), after the choice of narrow forms."""
    table = font["GSUB"].table
    lookup = otTables.Lookup()
    lookup.LookupType, lookup.LookupFlag = LIGATURE_SUBSTITUTION, 0
    lookup.SubTable = [buildLigatureSubstSubtable(ligatures)]
    lookup.SubTableCount = 1
    table.LookupList.Lookup.append(lookup)
    number = len(table.LookupList.Lookup) - 1
    for feature in _thai_compositions(table):
        feature.LookupListIndex.append(number)


def _thai_compositions(table: otTables.GSUB) -> list[otTables.Feature]:
    thai = next(record.Script.DefaultLangSys for record in table.ScriptList.ScriptRecord if record.ScriptTag == "thai")
    records = [table.FeatureList.FeatureRecord[index] for index in thai.FeatureIndex]
    return [record.Feature for record in records if record.FeatureTag == "ccmp"]
