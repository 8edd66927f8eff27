"""The queue, for the host alone: which jobs wait, which have failed, and why."""

from django.contrib import admin
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from jobs.models import QueuedJob

from .admin_base import StaffAdmin
from .be_columns import NOTHING, buddhist


@admin.register(QueuedJob)
class QueuedJobAdmin(StaffAdmin):
    """Read here, never changed: the worker keeps the queue."""

    agency_path = None
    fields = ["task_path", "status", "enqueued_at", "started_at", "finished_at", "times", "given", "reason"]
    list_display = ["task_path", "status", buddhist(QueuedJob, "enqueued_at"), "times", "last_words"]
    list_filter = ["status"]
    search_fields = ["task_path"]
    ordering = ["-enqueued_at"]
    actions = None

    @admin.display(description=_("attempts"))
    def times(self, row):
        return row.attempts

    @admin.display(description=_("what it was given"))
    def given(self, row):
        return str(row.args_kwargs)

    @admin.display(description=_("what went wrong"))
    def last_words(self, row):
        if row.traceback:
            return row.traceback.strip().splitlines()[-1]
        is_killed = row.status == "FAILED"
        return gettext("The worker was killed every time while it did this job.") if is_killed else NOTHING

    @admin.display(description=_("what went wrong"))
    def reason(self, row):
        return format_html("<pre>{}</pre>", row.traceback) if row.traceback else self.last_words(row)

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
