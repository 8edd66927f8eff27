"""How templates print the parts of a document in the reader's language."""

from django import template
from django.conf import settings
from django.utils.translation import get_language

from publications.document import EarlierScore, IndicatorPart, InstrumentPart, LevelPart, Result

register = template.Library()


@register.filter
def named(part: EarlierScore | IndicatorPart | InstrumentPart) -> str:
    """The name of an indicator or instrument in the reader's language, where the document has it, else in Thai."""
    return _translated(part, "name") or part.name


@register.filter
def level_of(part: Result | InstrumentPart) -> str:
    """The level of a result or instrument, in the reader's language likewise."""
    return _translated(part, "level") or part.level


@register.filter
def language_of_name(part: EarlierScore | IndicatorPart | InstrumentPart) -> str:
    """The language in which `named` prints."""
    return _language(part, "name")


@register.filter
def language_of_level(part: Result | InstrumentPart) -> str:
    """The language in which `level_of` prints."""
    return _language(part, "level")


def label_of(level: LevelPart) -> str:
    """The label of a level of the scale, likewise."""
    return _translated(level, "label") or level.label


def _language(part: object, field: str) -> str:
    return (get_language() or "") if _translated(part, field) else settings.LANGUAGE_CODE


def _translated(part: object, field: str) -> str:
    """What it says in the reader's language (`name_en`); Thai, in which it is written, has no field of its own."""
    found: str = getattr(part, f"{field}_{get_language()}", "")
    return found
