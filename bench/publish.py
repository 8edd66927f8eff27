"""Publishing: how much it takes beyond one bare WeasyPrint rendering of the same document."""

from collections.abc import Iterator
from unittest.mock import patch

from django.db import transaction
from django.utils import translation

from measures.models import Plan
from publications import publishing
from publications.document import Document
from publications.render.pdf import rendering

from .measure import Row, seconds


def rows() -> Iterator[Row]:
    plan = Plan.objects.get()
    document = publishing.draft(plan, "plan")
    bare = seconds(lambda: _bare(document))
    whole = seconds(lambda: _publish_and_forget(plan))
    yield Row("publishing the sample against one bare rendering of it", f"{whole / bare:.2f} ({whole:.1f} s)", "≤ 1.3")
    with patch("publications.render.pdf.render", return_value=b"%PDF-1.7"):
        rest = seconds(lambda: _publish_and_forget(plan))
    yield Row("publishing the sample without its PDF, half of it under the lock", f"{rest * 1000:.0f} ms")


def _bare(document: Document) -> None:
    """The document laid out once and written, without looking for the places where its tables break."""
    with translation.override("th"):
        renderer = rendering.PdfRenderer(document, "0" * 64)
        renderer.lay_out("document", rendering._Pagination()).write_pdf(pdf_variant=rendering.VARIANT)


def _publish_and_forget(plan: Plan) -> None:
    with transaction.atomic():
        publishing.publish(plan, "plan", reason="measured")
        transaction.set_rollback(True)
