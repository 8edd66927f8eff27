"""From a document to the bytes of its PDF: template, layout, tagged PDF/UA-1."""

import logging
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise

import weasyprint
from django.template.loader import render_to_string
from django.utils import translation
from weasyprint.css.counters import CounterStyle
from weasyprint.logger import LOGGER
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError

from publications.document import Document
from publications.pdf.fetching import STATIC, OwnFilesFetcher

VARIANT = "pdf/ua-1"
MOST_LAYOUTS = 3


class RenderingFailed(Exception):
    """The PDF could not be made as it has to be; the message says what was refused, missing or wrong."""


def render(document: Document, *, sha256: str | None) -> bytes:
    """
    Print `document` as a tagged PDF; the same document gives the same bytes.

    `sha256` is the hash of its edition and stands on the last page; None prints a draft, marked as such on every page.
    Raises RenderingFailed when the stylesheet, a typeface or a picture is missing or refused.
    """
    with translation.override("th"), _failing_loudly():
        press = _Press({"document": document, "sha256": sha256})
        laid_out = press.lay_out_with_merged_cells(_tables_of(document))
        return laid_out.write_pdf(pdf_variant=VARIANT, pdf_identifier=sha256)


class _Press:
    """One document's stylesheet, typefaces and template context. Not shared: Pango's font maps know one thread only."""

    def __init__(self, context: dict) -> None:
        self.context = context
        self.fetcher = OwnFilesFetcher()
        self.fonts = FontConfiguration()
        self.counters = CounterStyle()
        with _stopping_at(logging.WARNING):
            self.stylesheet = weasyprint.CSS(
                url=f"{STATIC}css/pdf.css",
                url_fetcher=self.fetcher,
                font_config=self.fonts,
                counter_style=self.counters,
            )

    def lay_out(self, template: str, breaks: frozenset[str]) -> weasyprint.Document:
        html = render_to_string(f"publications/pdf/{template}.html", {**self.context, "breaks": breaks})
        return weasyprint.HTML(string=html, base_url=STATIC, url_fetcher=self.fetcher).render(
            font_config=self.fonts,
            counter_style=self.counters,
            stylesheets=[self.stylesheet],
            pdf_variant=VARIANT,
        )

    def lay_out_with_merged_cells(self, tables: Sequence[Sequence[str]]) -> weasyprint.Document:
        """
        Lay out so that no merged cell goes over a page's end, where it would lose its border, its text and its tags.

        Each page gets a merged cell of its own, so the rows that begin a page must be known before: from the tables
        laid out alone, which begin on a new page in the document too; once more if that foresaw wrongly.
        """
        breaks = _breaks(self.lay_out("tables_alone", frozenset()), tables)
        for _ in range(MOST_LAYOUTS):
            laid_out = self.lay_out("document", breaks)
            foreseen, breaks = breaks, _breaks(laid_out, tables)
            if foreseen == breaks:
                break
        return laid_out


def _tables_of(document: Document) -> list[list[str]]:
    """The ids of the rows of every table with a merged cell, in their order."""
    measures = [f"measure-{measure.number}" for measure in document.measures]
    instruments = [
        [f"recommendation-{number}" for number in instrument.indicators] for instrument in document.result.instruments
    ]
    return [measures, *instruments]


def _breaks(laid_out: weasyprint.Document, tables: Sequence[Sequence[str]]) -> frozenset[str]:
    """The rows that begin on another page than the row before them in their table."""
    page_of: dict[str, int] = {}
    for number, page in enumerate(laid_out.pages):
        for name in page.anchors:
            page_of.setdefault(name, number)
    return frozenset(row for rows in tables for before, row in pairwise(rows) if page_of[before] != page_of[row])


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
