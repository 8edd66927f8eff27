"""The queue's table, which django-tasks-db brings, under the portal's own name: without a table of ours."""

from django.utils.translation import gettext_lazy as _
from django_tasks_db.models import DBTaskResult


class QueuedJob(DBTaskResult):
    """A job that waits, runs or has ended; each start of it has left the name of its worker."""

    class Meta:
        proxy = True
        verbose_name = _("queued job")
        verbose_name_plural = _("queued jobs")

    def __str__(self):
        return self.task_path

    @property
    def attempts(self) -> int:
        """How often a worker has begun it."""
        return len(self.worker_ids)
