"""How plain words of the agency's own are printed: what is Thai in them is marked where the page is not."""

import re

from django import template
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()

# A run goes on over blanks, digits and signs when Thai follows them.
_THAI = re.compile(r"([\u0e01-\u0e5b]+(?:[^\u0e01-\u0e5bA-Za-z]+[\u0e01-\u0e5b]+)*)")


@register.filter
def thai_marked(text: str) -> SafeString:
    """The text, escaped, with its Thai passages marked as Thai on a page in another language."""
    if get_language() == "th":
        return conditional_escape(text)
    # What the pattern found stands at every second place.
    parts = enumerate(_THAI.split(text))
    return format_html_join("", "{}", ((_marked(part, is_thai=place % 2 == 1),) for place, part in parts))


def _marked(part: str, *, is_thai: bool) -> str:
    return format_html('<span lang="th">{}</span>', part) if is_thai else part
