"""How templates print the parts of a document in the reader's language."""

from django import template
from django.utils.translation import get_language

from publications.document import EarlierScore, IndicatorPart, InstrumentPart, Result

register = template.Library()


@register.filter
def named(part: EarlierScore | IndicatorPart | InstrumentPart) -> str:
    """The name of an indicator or instrument: English for a reader of English where there is one, else Thai."""
    return (part.name_en if get_language() == "en" else "") or part.name


@register.filter
def level_of(part: Result | InstrumentPart) -> str:
    """The level of a result or instrument, in the reader's language."""
    return (part.level_en if get_language() == "en" else "") or part.level
