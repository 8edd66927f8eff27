"""What a request left to be done later: how many jobs there are, and doing them at once."""

from unittest import mock

from django_tasks_db.management.commands import db_worker

from jobs.models import QueuedJob
from jobs.worker import JobWorker


def queued() -> list[str]:
    """The jobs that wait, each by the place of its function."""
    return [row.task_path for row in QueuedJob.objects.ready()]


def run_jobs(*, failing: int = 0) -> None:
    """Do all jobs that are ready, as the worker does; as many must fail as `failing` says, and wait for another try."""
    with mock.patch.object(db_worker, "close_old_connections"):  # to which a test's own transaction looks old
        JobWorker().work_off()
    failed = QueuedJob.objects.exclude(traceback="")
    assert len(failed) == failing, "\n".join(row.traceback for row in failed)
