"""Printing: all that makes the file that is filed, against one bare rendering of the same HTML; and how it grows."""

import os
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from django.core.cache import cache
from django.utils import translation

from measures.models import Evidence, Plan
from publications import publishing
from publications.document import Document, EditionPart
from publications.publishing.evidence import Pictures
from publications.render import pdf
from publications.render.pdf import rendering
from publications.render.pdf.fetching import Pictures as Handed
from publications.render.pdf.fetching import no_pictures

from . import rounds
from .measure import Row, Run, alone, best, seconds

MANAGE = Path(__file__).resolve().parent.parent / "manage.py"
# Measures and divisions of a short and of a long report; each report has two pictures.
SHORT, LONG = (2, 5), (30, 10)
TURNS = 2
HASH = "0" * 64
EDITION = EditionPart(number=1, published_at=datetime(2026, 11, 27, tzinfo=UTC), reason="", previous=None)


def rows() -> Iterator[Row]:
    sample = _edition(Plan.objects.earliest("pk"), "plan")
    yield from _against_bare("the sample's plan", sample, no_pictures, "≤ 1.8")
    yield Row("bytes of the sample's plan, with its data inside", f"{len(_print(sample)):,}", "≤ 120,000")
    plan = rounds.plan_with_reports(6, 10)
    report, pictures = _edition(plan, "final"), Pictures.of(publishing.Review.of(plan, "final").year.plan)
    yield from _against_bare("a final report of 60 reports and 120 pictures", report, pictures, "≤ 1.4")
    yield from _growth()


class Printed(NamedTuple):
    """How long a print took in a process of its own, its pages, and its bytes without and with the pictures in it."""

    run: Run
    pages: int
    own_bytes: int
    bytes: int


def _growth() -> Iterator[Row]:
    """Against what a process needs that only imports the same; pictures are as many bytes in print as they are."""
    with tempfile.TemporaryDirectory() as folder:
        bare, short, long = (_alone(size, Path(folder)) for size in (None, SHORT, LONG))
    for one in (short, long):
        figures = f"{one.run.seconds:.1f} s, {one.run.megabytes:.0f} MB, {one.bytes / 1000:,.0f} kB"
        yield Row(f"a report of {one.pages} pages", figures)
    pages = long.pages / short.pages
    taken = (long.run.seconds - bare.run.seconds) / (short.run.seconds - bare.run.seconds)
    held = (long.run.megabytes - bare.run.megabytes) / (short.run.megabytes - bare.run.megabytes)
    yield Row("growth of its time against growth of its pages", f"{taken / pages:.2f}", "≤ 1.0")
    yield Row("growth of its memory against growth of its pages", f"{held / pages:.2f}", "≤ 1.0")
    grown = long.own_bytes / short.own_bytes / pages
    yield Row("growth of its bytes without pictures against growth of its pages", f"{grown:.2f}", "≤ 1.0")


def _alone(size: tuple[int, int] | None, folder: Path) -> Printed:
    if size is None:
        return Printed(best([_manage("from bench import printing") for _turn in range(TURNS)]), 0, 0, 0)
    plan, file = rounds.plan_with_reports(*size), folder / "printed.pdf"
    code = f"from bench import printing; printing.print_into({plan.pk}, {str(file)!r})"
    run, content = best([_manage(code) for _turn in range(TURNS)]), file.read_bytes()
    pictures = sum(piece.size or 0 for piece in Evidence.objects.filter(report__measure__plan=plan))
    return Printed(run, pdf.count_pages(content), len(content) - pictures, len(content))


def print_into(pk: int, file: str) -> None:
    """What is measured, in its own process."""
    review = publishing.Review.of(Plan.objects.get(pk=pk), "final")
    printed = _print(_edition(review.year.plan, "final"), Pictures.of(review.year.plan))
    Path(file).write_bytes(printed)


def _manage(code: str) -> Run:
    return alone([sys.executable, str(MANAGE), "shell", "-v0", "-c", code], dict(os.environ))


def _against_bare(what: str, document: Document, pictures: Handed, promised: str) -> Iterator[Row]:
    least, seen, unseen = seconds(
        lambda: bare(document, pictures), lambda: _print(document, pictures), lambda: _print_unseen(document, pictures)
    )
    yield Row(f"printing {what} against one bare rendering", f"{seen / least:.2f} ({seen:.1f} s)", promised)
    yield Row("the same when its process has printed no preview of it", f"{unseen / least:.2f} ({unseen:.1f} s)")


def _edition(plan: Plan | None, kind: str) -> Document:
    if plan is None:
        raise RuntimeError("there is no sample")
    return publishing.draft(plan, kind).model_copy(update={"edition": EDITION, "base_url": "https://ita.example.go.th"})


def bare(document: Document, pictures: Handed = no_pictures) -> None:
    """The document laid out once and written without tags: what printing takes at least."""
    with translation.override("th"):
        renderer = rendering.PdfRenderer(document, HASH, pictures)
        renderer.lay_out(renderer.html(), rendering._Pagination()).write_pdf()


def _print(document: Document, pictures: Handed = no_pictures) -> bytes:
    return pdf.render(document, sha256=HASH, pictures=pictures)


def _print_unseen(document: Document, pictures: Handed) -> None:
    cache.clear()
    _print(document, pictures)
