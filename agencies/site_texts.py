"""The texts that every government site carries: the portal's own words for each, and how a text is read."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from django.conf import settings
from django.template.loader import render_to_string

from agencies.models import Agency, SiteText

_HEADING = "# "
_EMPTY_LINES = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")


class Block(NamedTuple):
    """A heading or a paragraph, as plain text; lines of a paragraph stay lines."""

    is_heading: bool
    text: str


def default_text(agency: Agency, page: str, language: str) -> str:
    """What a page says of `agency` as long as the agency has written nothing: a template for each page and language.

    A language without a template of its own reads the Thai one.
    """
    spoken = [f"agencies/site_texts/{page}.{code}.txt" for code in (language, settings.LANGUAGE_CODE)]
    return render_to_string(spoken, {"agency": agency}).strip()


def own_text(agency: Agency, page: str, language: str) -> str:
    """What the agency has written itself for a page in a language; empty when it has not. One query."""
    found = SiteText.objects.filter(agency=agency, page=page, language=language).values_list("text", flat=True)
    return found.first() or ""


def blocks(text: str) -> Iterator[Block]:
    """A text in its parts: an empty line ends a paragraph, a line that begins with “# ” is a heading."""
    for part in _EMPTY_LINES.split(text.replace("\r\n", "\n").strip()):
        paragraph: list[str] = []
        for line in part.split("\n"):
            if not line.startswith(_HEADING):
                paragraph.append(line.strip())
                continue
            yield from _paragraph(paragraph)
            paragraph = []
            yield Block(True, line.removeprefix(_HEADING).strip())
        yield from _paragraph(paragraph)


def _paragraph(lines: list[str]) -> Iterator[Block]:
    text = "\n".join(lines).strip()
    if text:
        yield Block(False, text)
