"""What a reader of a Word file gets: its texts, its tables, its parts; and what it is meant to say."""

import re
from io import BytesIO
from zipfile import ZipFile

import docx
from django.template.loader import render_to_string
from django.utils import translation
from docx.document import Document as WordDocument
from docx.oxml.ns import qn

from publications.document import Document
from publications.render.pdf.reading_back import texts_of
from tests.publications.pdf.printing import SHA256, changed, in_order, unbroken, with_measures

__all__ = [
    "SHA256",
    "changed",
    "in_order",
    "meant",
    "opened",
    "part",
    "runs_of",
    "text_of",
    "unbroken",
    "with_measures",
]

# Between the words of the running foot stand numbers that Word counts, and a step to the right.
_PAGE_NUMBERS = re.compile(r'<span class="(?:running-foot__page|page-number|page-count)">')


def opened(content: bytes) -> WordDocument:
    return docx.Document(BytesIO(content))


def text_of(content: bytes) -> str:
    """All text of the file in its order, running head and foot last; a paragraph to a line."""
    word = opened(content)
    section = word.sections[0]
    places = [word.element.body, section.first_page_header._element, section.header._element, section.footer._element]
    paragraphs = [paragraph for place in places for paragraph in place.iter(qn("w:p"))]
    return "\n".join("".join(runs_of(paragraph)) for paragraph in paragraphs)


def runs_of(paragraph) -> list[str]:
    """The text of each run; an end of line and a step to the right are blanks."""
    blanks = {qn("w:br"): " ", qn("w:tab"): " "}
    return [
        blanks.get(part.tag, part.text or "")
        for run in paragraph.iter(qn("w:r"))
        for part in run
        if part.tag in (qn("w:t"), *blanks)
    ]


def part(content: bytes, name: str) -> str:
    with ZipFile(BytesIO(content)) as archive:
        return archive.read(name).decode()


def meant(document: Document, sha256: str | None = SHA256) -> list[str]:
    """Every text that the printed document shows, with figures in place of its charts."""
    context = {"document": document, "sha256": sha256, "seal_address": None, "breaks": frozenset()}
    with translation.override("th"):
        html = render_to_string("publications/docx/document.html", context)
    return list(texts_of(_PAGE_NUMBERS.sub(r"<br>\g<0>", html)))
