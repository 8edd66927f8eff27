"""From a document to the bytes of its PDF: template, layout, tagged PDF/UA-1."""

import gc
import logging
import re
import threading
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import reduce
from itertools import pairwise
from typing import cast
from urllib.parse import quote

import weasyprint
from django.core.cache import cache
from django.template.loader import render_to_string
from django.utils import translation
from weasyprint.css.counters import CounterStyle
from weasyprint.logger import LOGGER
from weasyprint.urls import FatalURLFetchingError

from publications.document import VERSION, Document, sha256_of
from publications.render.pdf import archive
from publications.render.pdf.contents import with_contents
from publications.render.pdf.fetching import MEDIA, STATIC, OwnFilesFetcher, Pictures, no_pictures
from publications.render.pdf.fonts import OwnFontsOnly
from publications.render.pdf.justified import spread_over_letters
from publications.render.pdf.letters import unprintable
from publications.render.pdf.line_ends import hold_together, holding
from publications.render.pdf.reading_back import texts_of, unreadable
from publications.render.pdf.svg_text import shape_texts_as_a_whole

MOST_LAYOUTS = 3
# What these say matters on a screen; in print they would part one text, and where an element ends within a line PDFium
# guesses at blanks. The first may stand within the second.
_SILENT_SPANS = (
    re.compile(r'<span translate="no">([^<]*+)</span>'),
    re.compile(r'<span lang="th">((?:[^<]|<br>)*+)</span>'),
)

shape_texts_as_a_whole()
hold_together()
spread_over_letters()


class RenderingFailed(Exception):
    """The PDF could not be made as it has to be; the message says what was refused, missing or wrong."""


def render(document: Document, *, sha256: str | None, pictures: Pictures = no_pictures) -> bytes:
    """
    Print `document` as a tagged PDF; the same document gives the same bytes.

    `sha256` is the hash of its edition and stands on the last page; None prints a draft, marked as such on every page.
    `pictures` answers the SHA-256 of a picture of evidence with the JPEG that is printed of it.
    Raises RenderingFailed when the stylesheet, a typeface or a picture is missing or refused, or when the file of an
    edition does not say what was meant to be printed.
    """
    with translation.override("th"), _failing_loudly(), _without_collecting():
        renderer = PdfRenderer(document, sha256, pictures)
        laid_out, html = renderer.lay_out_with_merged_cells(_tables_of(document))
        edition = document.edition if sha256 and document.schema_version == VERSION else None
        attachments = [archive.data_of(document.canonical(), edition.published_at)] if edition else []
        printed = laid_out.write_pdf(
            pdf_variant=archive.VARIANT,
            pdf_identifier=(sha256 or "draft").encode(),
            uncompressed_pdf=True,
            attachments=attachments,
        )
        finished = archive.finished(printed)
        if sha256:
            _check_that_it_reads_back(html, finished)
        return finished


def _check_that_it_reads_back(html: str, finished: bytes) -> None:
    texts = list(texts_of(html))
    boxes = unprintable("".join(texts))
    if boxes:
        raise RenderingFailed(f"the typeface lacks these letters: {', '.join(f'U+{ord(box):04X}' for box in boxes)}")
    lost = unreadable(texts, finished)
    if lost:
        raise RenderingFailed(f"{len(lost)} texts cannot be read back from the PDF, the first: {lost[0]:.200}")


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Look for no garbage meanwhile: every box of a document lives until it is written, and a long one has millions.

    For a year of six hundred reports that saves a fifth of the time and takes a twentieth more memory.
    """
    was_collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_collecting:
            gc.enable()


@dataclass(frozen=True, slots=True)
class _Pagination:
    """
    Where the rows of the tables with a merged cell stand in print.

    `breaks` are the rows before which the merged cell ends, so that it never goes over a page's end, where it would
    lose its border, its text and its tags; `tall` are the rows that need more than a page and so have to break.
    """

    breaks: frozenset[str] = frozenset()
    tall: frozenset[str] = frozenset()


class PdfRenderer:
    """One document's stylesheet, typefaces and template context. Not shared: Pango's font maps know one thread only."""

    def __init__(self, document: Document, sha256: str | None, pictures: Pictures = no_pictures) -> None:
        seal = document.agency.seal
        address = seal and f"{MEDIA}seals/{quote(seal.file_name)}"
        self.document = document
        self.context = {"document": document, "sha256": sha256, "seal_address": address}
        self.fetcher = OwnFilesFetcher({address: seal.sha256} if seal and address else {}, pictures)
        self.fonts = OwnFontsOnly()
        self.counters = CounterStyle()
        with _stopping_at(logging.WARNING):
            self.stylesheet = self._css(url=f"{STATIC}css/pdf.css")

    def lay_out_with_merged_cells(self, tables: Sequence[Sequence[str]]) -> tuple[weasyprint.Document, str]:
        """
        Lay out with a merged cell of its own for each page; the pages, and the HTML of which they are made.

        The rows that begin a page must be known before; it is laid out once more if they were foreseen wrongly.
        """
        pagination = self._foresee(tables)
        for _ in range(MOST_LAYOUTS):
            html = self.html(breaks=pagination.breaks)
            laid_out = self.lay_out(html, pagination)
            foreseen, pagination = pagination, _pagination(laid_out, tables)
            if foreseen == pagination:
                break
        return laid_out, html

    def _foresee(self, tables: Sequence[Sequence[str]]) -> _Pagination:
        """
        Lay out the document as far as its last table with merged cells, as it stands in a draft.

        So what is foreseen follows from what is printed of the plan and nothing else, and is kept: who has looked at
        the preview does not wait for it a second time when publishing.
        """
        draft = self.document.model_copy(update={"edition": None})
        html = self.html("foreseen", document=draft, sha256=None)
        foreseen = cache.get_or_set(
            f"pagination:{sha256_of(html.encode())}",
            lambda: _pagination(self.lay_out(html, _Pagination()), tables),
        )
        return cast(_Pagination, foreseen)

    def html(self, template: str = "document", **context: object) -> str:
        """The document's HTML with its contents; `breaks` are the rows before which a merged cell ends."""
        page = render_to_string(f"publications/pdf/{template}.html", {**self.context, **context})
        return reduce(lambda html, span: span.sub(r"\1", html), _SILENT_SPANS, with_contents(page))

    def lay_out(self, html: str, pagination: _Pagination) -> weasyprint.Document:
        """The pages of this HTML; rows that are tall may break."""
        may_break = [self._css(string=f"#{row} {{ break-inside: auto }}") for row in sorted(pagination.tall)]
        agency = self.document.agency
        with holding((agency.subdistrict, agency.district, agency.province)):
            return weasyprint.HTML(string=html, base_url=STATIC, url_fetcher=self.fetcher).render(
                font_config=self.fonts,
                counter_style=self.counters,
                stylesheets=[self.stylesheet, *may_break],
                pdf_variant=archive.VARIANT,
            )

    def _css(self, **source: str) -> weasyprint.CSS:
        return weasyprint.CSS(url_fetcher=self.fetcher, font_config=self.fonts, counter_style=self.counters, **source)


def _tables_of(document: Document) -> list[list[str]]:
    """The ids of the rows of every table with a merged cell, in their order."""
    measures = [f"measure-{measure.number}" for measure in document.measures]
    instruments = [
        [f"recommendation-{number}" for number in instrument.indicators] for instrument in document.result.instruments
    ]
    return [measures, *instruments]


def _pagination(laid_out: weasyprint.Document, tables: Sequence[Sequence[str]]) -> _Pagination:
    """Read from a layout which rows begin on another page than the row before, and which go over several pages."""
    pages: dict[str, list[int]] = defaultdict(list)
    for number, page in enumerate(laid_out.pages):
        for name in page.anchors:
            pages[name].append(number)
    tall = frozenset(row for rows in tables for row in rows if len(pages[row]) > 1)
    return _Pagination(
        breaks=frozenset(
            row
            for rows in tables
            for before, row in pairwise(rows)
            if pages[before][0] != pages[row][0] or tall & {before, row}
        ),
        tall=tall,
    )


@contextmanager
def _failing_loudly() -> Iterator[None]:
    """Turn a refused file, and any error that WeasyPrint would only log, into RenderingFailed."""
    try:
        with _stopping_at(logging.ERROR):
            yield
    except FatalURLFetchingError as error:  # a BaseException, which no caller would expect
        raise RenderingFailed(f"{error}: {error.__cause__}") from error


@contextmanager
def _stopping_at(level: int) -> Iterator[None]:
    complaints = _Complaints(level)
    LOGGER.addHandler(complaints)
    try:
        yield
    finally:
        LOGGER.removeHandler(complaints)
    if complaints.messages:
        raise RenderingFailed("; ".join(complaints.messages))


class _Complaints(logging.Handler):
    """Keeps what WeasyPrint logs in this thread; other threads print their own documents."""

    def __init__(self, level: int) -> None:
        super().__init__(level)
        self.thread_id = threading.get_ident()
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if record.thread == self.thread_id:
            self.messages.append(record.getMessage())
