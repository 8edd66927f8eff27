"""Printing: all that makes the file that is filed, against one bare WeasyPrint rendering of the same HTML."""

from collections.abc import Iterator
from datetime import UTC, datetime

from django.core.cache import cache
from django.utils import translation

from measures.models import Plan
from publications import publishing
from publications.document import Document, EditionPart
from publications.publishing.evidence import Pictures
from publications.render import pdf
from publications.render.pdf import rendering
from publications.render.pdf.fetching import Pictures as Handed
from publications.render.pdf.fetching import no_pictures

from . import rounds
from .measure import Row, seconds

HASH = "0" * 64
EDITION = EditionPart(number=1, published_at=datetime(2026, 11, 27, tzinfo=UTC), reason="", previous=None)


def rows() -> Iterator[Row]:
    sample = _edition(Plan.objects.order_by("pk").first(), "plan")
    yield from _against_bare("the sample's plan", sample, no_pictures, "≤ 1.8")
    yield Row("bytes of the sample's plan, with its data inside", f"{len(_print(sample)):,}", "≤ 122,880")
    plan = rounds.plan_with_reports(6, 10)
    report, pictures = _edition(plan, "final"), Pictures.of(publishing.Review.of(plan, "final").year.plan)
    yield from _against_bare("a final report of 60 reports and 120 pictures", report, pictures, "≤ 1.4")


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
