"""Publishing: how much it takes beyond one bare WeasyPrint rendering of the same HTML."""

from collections.abc import Iterator
from unittest.mock import patch

from django.core.cache import cache
from django.db import transaction

from measures.models import Plan
from publications import publishing

from .measure import Row, seconds
from .printing import bare


def rows() -> Iterator[Row]:
    plan = Plan.objects.get()
    document = publishing.draft(plan, "plan")
    least, whole, unseen = seconds(
        lambda: bare(document), lambda: _publish_and_forget(plan), lambda: _publish_unseen(plan)
    )
    yield Row("publishing the sample against one bare rendering of it", f"{whole / least:.2f} ({whole:.1f} s)", "≤ 1.8")
    yield Row("the same when its process has printed no preview of it", f"{unseen / least:.2f} ({unseen:.1f} s)")
    with patch("publications.render.pdf.render", return_value=b"%PDF-1.7"):
        (rest,) = seconds(lambda: _publish_and_forget(plan))
    yield Row("publishing the sample without its PDF, half of it under the lock", f"{rest * 1000:.0f} ms")


def _publish_unseen(plan: Plan) -> None:
    """Published by a process that has not looked for the breaks of these tables before, as a preview would have."""
    cache.clear()
    _publish_and_forget(plan)


def _publish_and_forget(plan: Plan) -> None:
    with transaction.atomic():
        publishing.publish(plan, "plan", reason="measured")
        transaction.set_rollback(True)
