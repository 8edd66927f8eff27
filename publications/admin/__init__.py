"""The staff's pages of publications: previews, the publication itself, and the editions that came of it."""

from django.contrib import admin

from publications.publishing import next_tasks
from staff.scoping import own_agency

from . import editions, files, handover, plans

__all__ = ["editions", "files", "handover", "plans"]


def _tasks(request) -> dict | None:
    found = next_tasks.agenda(request.user, own_agency(request))
    return {"tasks": found} if found else None


admin.site.register_panel("admin/publications/next_tasks.html", _tasks)  # type: ignore[attr-defined]
