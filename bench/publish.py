"""Publishing: how much it takes beyond the rendering inside it."""

from collections.abc import Iterator

from django.db import transaction

from measures.models import Plan
from publications import publishing
from publications.pdf import rendering

from .measure import Row, seconds


def rows() -> Iterator[Row]:
    plan = Plan.objects.get()
    document = publishing.draft(plan, "plan")
    bare = seconds(lambda: rendering.render(document, sha256="0" * 64))
    whole = seconds(lambda: _publish_and_forget(plan))
    yield Row("publishing the sample against the rendering inside it", f"{whole / bare:.2f} ({whole:.1f} s)", "≤ 1.5")


def _publish_and_forget(plan: Plan) -> None:
    with transaction.atomic():
        publishing.publish(plan, "plan", reason="measured")
        transaction.set_rollback(True)
