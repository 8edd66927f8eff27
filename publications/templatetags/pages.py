"""What the citizens' pages need beside the document's own filters: picking parts, signs, languages, safe links."""

from django import template
from django.utils.functional import Promise
from django.utils.translation import get_language

from measures.kinds import Kind
from publications.document import MeasurePart, Progress, RoundPart

register = template.Library()


@register.filter
def document_name(kind: str) -> str | Promise:
    """The full name of a kind of document, as citizens know it."""
    return Kind(kind).words.name


@register.filter
def progress_in(measure: MeasurePart, round_: RoundPart) -> Progress | None:
    """How far a measure is in a round; None when the edition does not report that round."""
    return next((progress for progress in measure.progress if progress.round == round_.kind), None)


@register.filter
def lang_of(english: str) -> str:
    """The language in which `named` and `level_of` print: English where the reader wants it and the words exist."""
    return "en" if english and get_language() == "en" else "th"


@register.filter
def is_web_address(url: str) -> bool:
    """Whether a link leads to a web page; anything else (javascript:, data:, ftp:) is not made a link."""
    return url.lower().startswith(("https://", "http://"))
