"""What the citizens' pages need beside the document's own filters: picking parts, signs, languages, safe links."""

import html
import re

from django import template
from django.utils.functional import Promise
from django.utils.html import strip_tags

from measures.kinds import Kind
from publications.document import MeasurePart, Progress, RoundPart

register = template.Library()

NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@register.filter
def document_name(kind: str) -> str | Promise:
    """The full name of a kind of document, as citizens know it."""
    return Kind(kind).words.name


@register.filter
def progress_in(measure: MeasurePart, round_: RoundPart) -> Progress | None:
    """How far a measure is in a round; None when the edition does not report that round."""
    return next((progress for progress in measure.progress if progress.round == round_.kind), None)


@register.simple_block_tag
def plain_words(content: str) -> str:
    """What a block prints as words alone: for the title and for attributes, which hold no marks."""
    return " ".join(html.unescape(strip_tags(content)).split())


@register.filter
def for_xml(text: str) -> str:
    """The text without the signs that no XML file may hold (control characters, halves of pairs)."""
    return NOT_IN_XML.sub("", text)


@register.filter
def is_web_address(url: str) -> bool:
    """Whether a link leads to a web page; anything else (javascript:, data:, ftp:) is not made a link."""
    return url.lower().startswith(("https://", "http://"))
