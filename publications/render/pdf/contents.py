"""The contents of the printed document, read from its own headings, so that none is forgotten or named otherwise."""

import re
from dataclasses import dataclass, field

from django.template.loader import render_to_string
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe

PLACE = "<!-- contents -->"
ANNEX = "ภาคผนวก"
# Every numbered heading has an id and no class; all stand in templates of ours, so that this is no HTML of strangers.
_HEADING = re.compile(r'<h(?P<level>[23]) id="(?P<id>[\w-]+)">(?P<text>.*?)</h(?P=level)>', re.DOTALL)


@dataclass(slots=True)
class Heading:
    """A heading by its address in the document, with those below it."""

    id: str
    text: SafeString
    below: list["Heading"] = field(default_factory=list)

    @property
    def is_annex(self) -> bool:
        """Whether it stands behind the numbered sections."""
        return self.text.startswith(ANNEX)


def with_contents(html: str) -> str:
    """The document with its contents where it leaves a place for them."""
    if PLACE not in html:
        return html
    contents = render_to_string("publications/pdf/_contents.html", {"headings": headings(html)})
    return html.replace(PLACE, contents, 1)


def headings(html: str) -> list[Heading]:
    """The sections in their order, each with the headings below it."""
    found: list[Heading] = []
    for match in _HEADING.finditer(html):
        heading = Heading(match["id"], _as_text(match["text"]))
        (found if match["level"] == "2" or not found else found[-1].below).append(heading)
    return found


def _as_text(html: str) -> SafeString:
    """The words of a heading as they stand in it, escaped as they were, without its tags."""
    return mark_safe(" ".join(strip_tags(html).split()))  # noqa: S308
